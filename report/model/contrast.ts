import { isTested, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { compareBy } from './metric.ts';
import type { PartialAnswer } from './needs.ts';
import type { PointView } from './point.ts';

/** Two transports under test: how much the first takes is said in multiples of the second. */
export interface Pair {
  subject: Transport;
  baseline: Transport;
}

/** What the points of a need say of two transports. */
export interface Contrast {
  /** Points at which the ratio of the two has an interval. */
  compared: number;
  /**
   * Where this run decides it: the subject's value divided by the baseline's, as the median over
   * blocks; least first.
   */
  ratios: number[];
}

const hasValid = ({ transports }: PointView, wanted: Transport): boolean =>
  transports.some(({ transport, valid }) => transport === wanted && valid.length > 0);

/**
 * The two transports under test whose answers differ most in kind: the first and the last in the
 * order of tables that have valid trials. Of all four these are short polling and WebSocket. Null
 * for fewer than two.
 */
export function pairOf(answers: readonly PartialAnswer[]): Pair | null {
  const views = answers.flatMap(({ at }) => at.map(({ view }) => view));
  const tried = TRANSPORTS.filter(one => isTested(one) && views.some(view => hasValid(view, one)));
  const [subject, baseline] = [tried[0], tried.at(-1)];
  return subject && baseline && subject !== baseline ? { subject, baseline } : null;
}

/** The ratios of a pair over the points of a need, by the need's own measure. */
export function contrastOf({ at }: PartialAnswer, { subject, baseline }: Pair): Contrast {
  const comparisons = at.flatMap(({ view, measure }) => {
    const [own, other] = [subject, baseline].map(
      wanted => view.transports.find(({ transport }) => transport === wanted)?.valid ?? [],
    );
    const { interval, verdict } = compareBy(own ?? [], other ?? [], measure);
    return interval ? [{ ratio: interval.median, isDecided: verdict !== 'unresolved' }] : [];
  });
  const decided = comparisons.filter(({ isDecided }) => isDecided);
  return {
    compared: comparisons.length,
    ratios: decided.map(({ ratio }) => ratio).toSorted((a, b) => a - b),
  };
}
