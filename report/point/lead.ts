import { MEASURES_CAUGHT_UP } from '../../analysis/comparison/outcome-measures.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import type { Measure } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { clustersInWords } from '../words/clusters.ts';
import { jitterInWords } from '../words/jitter.ts';
import { largestPartsInWords } from '../words/own-answers.ts';
import { lastCaughtUpInWords } from '../words/recovered.ts';
import { visitRoundTripsInWords } from '../words/visit-round-trips.ts';
import { visitInWords } from '../words/visits.ts';

/**
 * Whether a scenario asks what a fault cost. Then the lead says that and when all had caught up,
 * and the values of each transport follow on demand.
 */
export const asksForLoss = (measure: Measure | undefined): boolean =>
  measure !== undefined && MEASURES_CAUGHT_UP.includes(measure.id);

/**
 * Sentences that answer the question of a scenario where its measure alone does not: they stand
 * before it. `others` gives the points of scenarios that have one alone, `losses` says what a fault
 * cost.
 */
export function leadInWords(
  points: readonly PointView[],
  measure: Measure,
  preset: Preset,
  others: () => readonly PointView[],
  losses: readonly string[],
): string[] {
  const jitter = jitterInWords(points);
  const faults = jitter === null ? [...losses, lastCaughtUpInWords(points)] : [jitter, ...losses];
  return [
    ...(asksForLoss(measure) ? faults : []),
    visitInWords(points),
    visitRoundTripsInWords(points),
    ...largestPartsInWords(points),
    ...clustersInWords(points, others, measure, preset),
  ].filter(said => said !== null);
}
