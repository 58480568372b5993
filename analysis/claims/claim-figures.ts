import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import type { PhaseId } from '../../results/format/trial-extras.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import { knownSpread } from '../comparison/known-spread.ts';
import { percentileRange } from '../comparison/merged-latency.ts';
import { ratioInterval } from '../comparison/ratio-interval.ts';
import { type MetricId, pairedRatios, validOf } from '../comparison/transports.ts';
import { median, type SessionRatio, type Verdict, verdict } from '../statistics/paired-ratios.ts';
import type { ClaimFigure } from './verdict.ts';

/** A point of a scenario. */
export interface PointRef {
  scenario: string;
  point: string;
  label: string;
  load: Load;
}

const allPlaces = ({ scenarios }: Run): PointRef[] =>
  scenarios.flatMap(({ id, points }) =>
    points.map(point => ({ scenario: id, point: point.id, label: point.label, load: point.load })),
  );

/**
 * The points that the run has of these scenarios, in its order, without those over an emulated
 * path: `placesOverPaths` has these; and without those through a proxy.
 */
export const placesOf = (run: Run, ids: readonly string[]): PointRef[] =>
  allPlaces(run).filter(({ scenario, load }) => ids.includes(scenario) && !load.path && !load.topology);

/** The points with a fault of several servers behind a proxy. */
export const balancedFaults = (run: Run): PointRef[] =>
  allPlaces(run).filter(({ load }) => load.fault && (load.topology?.servers ?? 1) > 1);

/** One point by its ids; undefined if the run does not have it, or only over a path. */
export const placeOf = (run: Run, scenario: string, point: string): PointRef | undefined =>
  placesOf(run, [scenario]).find(place => place.point === point);

/** All trials of a transport at a point, of any status. In an A/A run, those of one arm. */
export function allTrials(run: Run, { scenario, point }: PointRef, transport: Transport): Trial[] {
  return run.trials.filter(
    trial =>
      trial.scenario === scenario &&
      trial.point === point &&
      trial.transport === transport &&
      trial.arm !== 'b',
  );
}

/** Its valid trials, one per block. */
export const trialsOf = (run: Run, place: PointRef, transport: Transport): MeasuredTrial[] =>
  validOf(allTrials(run, place, transport));

/** A quantity for which each trial has a value, or null. */
export interface Quantity {
  label: string;
  unit: string;
  /** The metric that it is, if it is one: the spread between sessions may then be known. */
  metric?: MetricId;
  of(trial: MeasuredTrial): number | null;
}

/** The value of each valid trial that has one. */
export function valuesOf(run: Run, place: PointRef, transport: Transport, of: Quantity['of']): number[] {
  return trialsOf(run, place, transport)
    .map(of)
    .filter(value => value !== null);
}

/**
 * The median over the blocks, with its range; undefined if no valid trial has a value. A percentile
 * of latency is that of the merged histograms, as everywhere else.
 */
export function figureOf(
  run: Run,
  place: PointRef,
  transport: Transport,
  { label, unit, metric, of }: Quantity,
): ClaimFigure | undefined {
  const { scenario, point } = place;
  const named = { label, unit, scenario, point, transport };
  if (metric === 'p50' || metric === 'p99') {
    const merged = percentileRange(trialsOf(run, place, transport), 'fromSchedule', metric);
    return merged ? { ...named, value: merged.value, lower: merged.min, upper: merged.max } : undefined;
  }
  const values = valuesOf(run, place, transport, of);
  const value = median(values);
  if (value === null) return undefined;
  return { ...named, value, lower: Math.min(...values), upper: Math.max(...values) };
}

/** One transport against another at one point. */
export interface Contrast {
  place: PointRef;
  subject: Transport;
  baseline: Transport;
  /** `more`: the subject has more of it than the baseline. */
  verdict: Verdict;
  /** Median of the ratios, subject ÷ baseline. */
  ratio: number;
  /** In a joined run, the ratio of each session that has one. */
  sessions: SessionRatio[];
  figure: ClaimFigure;
}

/** Paired ratios within blocks; undefined if no block has both. */
export function contrast(
  run: Run,
  place: PointRef,
  [subject, baseline]: readonly [Transport, Transport],
  { label, of, metric }: Pick<Quantity, 'label' | 'of' | 'metric'>,
): Contrast | undefined {
  const ratios = pairedRatios(allTrials(run, place, subject), allTrials(run, place, baseline), of);
  const middle = median(ratios.map(({ ratio }) => ratio));
  if (middle === null) return undefined;
  const { path, connection, topology } = place.load;
  const at = { scenario: connection || topology ? null : place.scenario, isOverPath: path !== undefined };
  const spread = metric === undefined ? null : knownSpread(metric, subject, baseline, at);
  const interval = ratioInterval(ratios, spread);
  const ratio = interval?.median ?? middle;
  const { scenario, point } = place;
  return {
    place,
    subject,
    baseline,
    verdict: verdict(interval),
    ratio,
    sessions: interval?.sessions ?? [],
    figure: {
      label: `${label}, as a multiple of that of ${inProse(baseline)}`,
      value: ratio,
      unit: '×',
      lower: interval?.low ?? null,
      upper: interval?.high ?? null,
      scenario,
      point,
      transport: subject,
    },
  };
}

/** The mean of a phase in ms; null if the trial does not have it. */
export const phaseMeanMs = ({ phases }: MeasuredTrial, id: PhaseId): number | null =>
  phases?.find(phase => phase.id === id)?.latencyMs.mean ?? null;

/** The median of a phase in ms. */
export const phaseMedianMs = ({ phases }: MeasuredTrial, id: PhaseId): number | null =>
  phases?.find(phase => phase.id === id)?.latencyMs.p50 ?? null;

/**
 * Whether all values lie above a bound (true) or none does (false); null if they lie on both sides,
 * or there are none.
 */
export function allAbove(values: readonly number[], bound: number): boolean | null {
  if (values.length === 0) return null;
  const above = values.filter(value => value > bound).length;
  return above === values.length ? true : above === 0 ? false : null;
}
