import { ratePerSubscriber } from '../../analysis/claims/rates.ts';
import { segmentsOf } from '../../analysis/models/path.ts';
import { flightsOf, INITIAL_WINDOW_SEGMENTS } from '../../analysis/models/slow-start.ts';
import { median } from '../../analysis/statistics/paired-ratios.ts';
import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { inProse, isTested, type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import { isMeasured } from '../model/point.ts';
import { counted, figure, percent } from '../text/format.ts';
import { longPollLatencyOver, pushLatencyOver, reachOf, shortPollLatencyOver } from './distance.ts';
import type { PlannedLatency } from './latency.ts';

/** One transport at one distance: what the planner says of it, and what was measured. */
export interface DistanceCell {
  transport: TestedTransport;
  rttMs: number;
  predicted: PlannedLatency;
  measured: PlannedLatency;
}

/** The cells of a run over a path, none of which the planner uses. */
export interface DistanceCheck {
  cells: DistanceCell[];
}

/**
 * Whether the planner speaks of such a load: deliveries over a path that has nothing but delay, of
 * messages that TCP may send at once.
 */
function isDistance({
  path,
  payloadBytes,
  connection,
  senders,
  visits,
  requests,
  fault,
  browser,
  stalledShare,
}: Load): boolean {
  if (!path || connection || senders || visits || requests || fault || browser || stalledShare) return false;
  if (flightsOf({ segments: segmentsOf(payloadBytes) }) > 1) return false;
  return Object.keys(path).every(name => name === 'rttMs' || name === 'congestionControl');
}

/** What the planner says of this load at this distance; null where it says nothing. */
function planned(transport: TestedTransport, load: Load, transitMs: number): PlannedLatency | null {
  const reach = reachOf([{ share: 1, rttMs: load.path?.rttMs ?? 0 }], transitMs);
  const { intervalMs, pacing = 'fixed' } = load.transports['short-polling'] ?? {};
  const { waitSeconds } = load.transports['long-polling'] ?? {};
  const ratePerSecond = ratePerSubscriber(load);
  switch (TRAITS[transport].delivery) {
    case 'push':
      return pushLatencyOver(reach);
    case 'short-polling': {
      // The planner never polls more often than an answer takes.
      const isPlanned =
        intervalMs !== undefined && pacing === 'fixed' && reach.every(one => 2 * one.transitMs < intervalMs);
      return isPlanned ? shortPollLatencyOver(reach, intervalMs) : null;
    }
    case 'long-polling': {
      // The planner's events come at random.
      const isPlanned =
        waitSeconds !== undefined && ratePerSecond !== null && load.arrivals.kind === 'poisson';
      return isPlanned ? longPollLatencyOver(reach, { ratePerSecond, waitMs: waitSeconds * 1000 }) : null;
    }
  }
}

/** Medians over the trials of one cell; null if none measured a latency. */
function measuredIn(trials: readonly MeasuredTrial[]): PlannedLatency | null {
  const latencies = trials.flatMap(({ latencyMs }) => latencyMs?.fromSchedule ?? []);
  const meanMs = median(latencies.map(({ mean }) => mean));
  const p99Ms = median(latencies.map(({ p99 }) => p99));
  return meanMs === null || p99Ms === null ? null : { meanMs, p99Ms };
}

/**
 * Compares the planner's latency with the valid trials over paths that have nothing but delay; null
 * if the run has none. `transitMs` is one transit without a path.
 */
export function distanceCheckOf({ scenarios, trials }: Run, transitMs: number): DistanceCheck | null {
  const valid = trials.filter(isMeasured).filter(({ status }) => status === 'valid');
  const cells = scenarios.flatMap(({ id, points }) =>
    points
      .filter(({ load }) => isDistance(load))
      .flatMap(point => {
        const own = valid.filter(trial => trial.scenario === id && trial.point === point.id);
        return [...Map.groupBy(own, ({ transport }) => transport)].flatMap(
          ([transport, all]): DistanceCell[] => {
            const predicted = isTested(transport) ? planned(transport, point.load, transitMs) : null;
            const measured = measuredIn(all);
            const rttMs = point.load.path?.rttMs ?? 0;
            return isTested(transport) && predicted && measured
              ? [{ transport, rttMs, predicted, measured }]
              : [];
          },
        );
      }),
  );
  return cells.length === 0 ? null : { cells };
}

/** How far a prediction is off, in % of the measured value. */
const offPercent = (predicted: number, measured: number): number =>
  (100 * Math.abs(predicted - measured)) / measured;

/** How far the planner's formulas are from measured cells over distance, in two sentences. */
export function checkedInWords({ cells }: DistanceCheck): string {
  const offMean = ({ predicted, measured }: DistanceCell) => offPercent(predicted.meanMs, measured.meanMs);
  const worst = cells.toSorted((a, b) => offMean(b) - offMean(a))[0] as DistanceCell;
  const p99s = cells.map(({ predicted, measured }) => offPercent(predicted.p99Ms, measured.p99Ms));
  return `Checked against ${counted(cells.length, 'measured cell')} over distance, to none of which it was fitted: the median error of the mean is ${percent(median(cells.map(offMean)))}, that of p99 ${percent(median(p99s))}. The largest error of a mean is ${percent(offMean(worst))}: ${inProse(worst.transport)} at ${figure(worst.rttMs)} ms, ${figure(worst.predicted.meanMs)} ms predicted and ${figure(worst.measured.meanMs)} ms measured.`;
}

const NOT_MEASURED =
  'This run measured no distance. npm run bench -- --set distance does; its report compares these formulas with what it measured, under “Emulated paths”.';

/** What the planner does with a distance, and how right it was where the run measured one. */
export function distanceInWords(check: DistanceCheck | null): string {
  const how =
    'A round trip that you enter is added to that of this run, half of it to each transit. It changes latency alone: not how many notifications share the answer to a long poll, nor what connections cost. A message of more than ' +
    `${INITIAL_WINDOW_SEGMENTS} segments of TCP takes further round trips, which the planner does not add.`;
  return `${how} ${check === null ? NOT_MEASURED : checkedInWords(check)}`;
}
