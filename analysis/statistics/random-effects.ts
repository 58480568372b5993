import { studentT } from './student-t.ts';

/** The result of one session: a log ratio and its standard error. */
export interface SessionEstimate {
  estimate: number;
  standardError: number;
}

/**
 * The spread between sessions that is known beforehand: the standard deviation of the log ratio,
 * and the degrees of freedom of this estimate. From n recorded sessions they are n − 1.
 */
export interface KnownSpread {
  tau: number;
  degreesOfFreedom: number;
}

/** The mean over sessions with its 95% interval, all as log ratios. */
export interface RandomEffects {
  mean: number;
  low: number;
  high: number;
  /** The interval in which the result of another session lies with 95%. */
  another: { low: number; high: number };
  standardError: number;
  degreesOfFreedom: number;
  /** The variance between sessions that gave the weights. */
  tauSquared: number;
}

/**
 * The part of the variance between sessions that those of one hour and machine share: their ratios
 * of CPU differ by 29%, those of other days by 41% (docs/methodology.md). 1 − (29 / 41)² is 0.5.
 */
export const SHARED_PART = 0.5;

/** Standard errors below this are rounding. A weight must be finite. */
const LEAST_ERROR = 1e-9;
const DOUBLINGS = 200;
const HALVINGS = 200;

type Study = { estimate: number; variance: number };

/** The square of the error of one more session: of the mean of those that there are. */
const errorOf = (studies: readonly Study[]): number =>
  studies.reduce((sum, { variance }) => sum + variance, 0) / studies.length;

/** The weighted mean at a variance between sessions, the sum of weights, and the generalised Q. */
function pooledAt(studies: readonly Study[], tauSquared: number) {
  const weights = studies.map(({ variance }) => 1 / (variance + tauSquared));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sum = (of: (study: Study) => number) =>
    studies.reduce((all, study, index) => all + (weights[index] as number) * of(study), 0);
  const mean = sum(({ estimate }) => estimate) / total;
  return { mean, total, q: sum(({ estimate }) => (estimate - mean) ** 2) };
}

/**
 * The variance between sessions by Paule and Mandel: the one at which the generalised Q equals its
 * expectation k − 1, or 0 if Q is smaller already (Paule and Mandel, J. Res. Natl. Bur. Stand. 87,
 * 1982, 377–385). It assumes no distribution, has one solution, and is less biased for few studies
 * than DerSimonian and Laird's (Veroniki et al., Research Synthesis Methods 7, 2016, 55–79). REML
 * assumes normal effects and may not converge.
 */
function pauleMandel(studies: readonly Study[]): number {
  const expected = studies.length - 1;
  const isTooSmall = (tauSquared: number) => pooledAt(studies, tauSquared).q > expected;
  if (!isTooSmall(0)) return 0;
  let [low, high] = [0, Math.max(...studies.map(({ variance }) => variance))];
  for (let doubling = 0; doubling < DOUBLINGS && isTooSmall(high); doubling++) [low, high] = [high, 2 * high];
  for (let halving = 0; halving < HALVINGS && high - low > Number.EPSILON * high; halving++) {
    const middle = (low + high) / 2;
    if (isTooSmall(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function withOwnSpread(studies: readonly Study[]): RandomEffects {
  const tauSquared = pauleMandel(studies);
  const { mean, total, q } = pooledAt(studies, tauSquared);
  const degreesOfFreedom = studies.length - 1;
  return withIntervals(mean, {
    variance: Math.max(1, q / degreesOfFreedom) / total,
    anotherVariance: tauSquared + errorOf(studies),
    degreesOfFreedom,
    tauSquared,
  });
}

function withKnownSpread(studies: readonly Study[], known: KnownSpread): RandomEffects {
  const tauSquared = known.tau ** 2;
  const { mean, total, q } = pooledAt(studies, tauSquared);
  const degreesOfFreedom = known.degreesOfFreedom + studies.length - 1;
  const scale = (known.degreesOfFreedom + q) / degreesOfFreedom;
  const least = 1 / pooledAt(studies, 0).total;
  // Sessions that agree may be of one hour: they do not make the known spread smaller.
  const ofAnother = Math.max(1, scale) * (tauSquared + errorOf(studies));
  const shared = SHARED_PART * tauSquared * (1 - 1 / studies.length);
  return withIntervals(mean, {
    variance: Math.max(least, scale / total),
    anotherVariance: ofAnother + shared,
    degreesOfFreedom,
    tauSquared,
  });
}

interface Found {
  /** Of the mean. */
  variance: number;
  /** Of another session around the true mean. */
  anotherVariance: number;
  degreesOfFreedom: number;
  tauSquared: number;
}

function withIntervals(
  mean: number,
  { variance, anotherVariance, degreesOfFreedom, tauSquared }: Found,
): RandomEffects {
  const t = studentT(degreesOfFreedom);
  const around = (square: number) => ({
    low: mean - t * Math.sqrt(square),
    high: mean + t * Math.sqrt(square),
  });
  return {
    mean,
    ...around(variance),
    another: around(variance + anotherVariance),
    standardError: Math.sqrt(variance),
    degreesOfFreedom,
    tauSquared,
  };
}

/**
 * The mean of the log ratios of few sessions, with the 95% interval for what all such sessions have
 * in common, and the one for the result of another session. Null for one session without `known`,
 * and without sessions.
 *
 * The interval is Hartung and Knapp's, also found by Sidik and Jonkman: Student's t with k − 1
 * degrees of freedom, and the variance multiplied by q = Q / (k − 1) (Hartung and Knapp, Statistics
 * in Medicine 20, 2001, 3875–3889; Sidik and Jonkman, Statistics in Medicine 21, 2002, 3153–3159).
 * Paule and Mandel's variance makes q exactly 1, or smaller if that variance is 0. Then q counts as
 * 1. Otherwise sessions that agree by chance give too narrow an interval (Röver, Knapp and Friede,
 * BMC Medical Research Methodology 15, 2015, 99). Two sessions have t = 12.7, three have 4.3. That
 * is all that two or three values say about their own spread, so such intervals are wide.
 *
 * The honest way to a narrower interval is more sessions, or a spread known from others: `known`.
 * It gives the weights, and q is pooled: (ν + Q) / (ν + k − 1), with ν + k − 1 degrees of freedom.
 * This is the posterior of the mean where the scale has a scaled inverse χ² distribution with ν
 * degrees of freedom (Gelman et al., Bayesian Data Analysis, 3rd edition, 2013, section 3.2). The
 * interval is never narrower than if sessions did not differ at all.
 *
 * The result of another session has the variance between sessions and its own error around the true
 * mean, and the mean has its error too (Higgins, Thompson and Spiegelhalter, Journal of the Royal
 * Statistical Society A 172, 2009, 137–159; with k − 1 degrees of freedom as Partlett and Riley,
 * Statistics in Medicine 36, 2017, 301–317, have it beside Hartung and Knapp's interval).
 */
export function randomEffects(
  sessions: readonly SessionEstimate[],
  known: KnownSpread | null = null,
): RandomEffects | null {
  const studies = sessions.map(({ estimate, standardError }) => ({
    estimate,
    variance: Math.max(LEAST_ERROR, standardError) ** 2,
  }));
  if (studies.length === 0) return null;
  if (known !== null) return withKnownSpread(studies, known);
  return studies.length === 1 ? null : withOwnSpread(studies);
}
