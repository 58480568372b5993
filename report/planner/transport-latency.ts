import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import { TRAITS } from '../../scenarios/load/transport.ts';
import { longPollLatencyOver, pushLatencyOver, type Reach, shortPollLatencyOver } from './distance.ts';
import { type PlannedLatency, queueWait, together, turnWait } from './latency.ts';
import { type Processes, queueOf } from './processes.ts';

/** The latency of a transport for a load, and the range of its p99. */
export interface TransportLatency {
  latency: PlannedLatency;
  /**
   * p99 with the lowest and the highest tail of the measured cells, and with the error of CPU in
   * its queue. `most` is null if the queue may be full. Null without measured cells, and for short
   * polling, whose p99 follows from its interval.
   */
  p99RangeMs: { least: number; most: number | null } | null;
}

/** The wait at a process whose CPU is `factor` times the prediction. */
function waitOf(model: TransportCostModel, processes: Processes, factor = 1): PlannedLatency {
  const { eventsPerSecond, deliveriesPerEvent, microsPerDelivery } = queueOf(model, processes);
  const writeMicros = factor * microsPerDelivery;
  return together(
    queueWait({ ratePerSecond: eventsPerSecond, serviceMs: (deliveriesPerEvent * writeMicros) / 1000 }),
    turnWait({ followers: deliveriesPerEvent, writeMicros }),
  );
}

/** The way to a subscriber: one transit, for long polling with the gap between two polls. */
function wayOf(
  { transport }: TransportCostModel,
  { load }: Processes,
  reach: readonly Reach[],
): PlannedLatency {
  if (TRAITS[transport].delivery === 'push') return pushLatencyOver(reach);
  const { subscribers, notificationsPerSecond, waitSeconds } = load;
  const ratePerSecond = notificationsPerSecond / subscribers;
  return longPollLatencyOver(reach, { ratePerSecond, waitMs: waitSeconds * 1000 });
}

/**
 * The latency of a transport. The wait at the server and the way to the subscriber are computed.
 * p99 has the tail of the machine as well, which no model knows: collections of garbage, and other
 * processes. The median p99 of the grid's cells stands for way and tail together, if it is more
 * than the way alone. Those cells have no distance: what distance adds to the p99 of the way is
 * added. `transitMs` is one transit of the run, `reach` that to each part of the users.
 * `cpuErrorPercent` is the error of the predicted CPU, 0 where it is not known.
 */
export function transportLatency(
  model: TransportCostModel,
  processes: Processes,
  {
    intervalMs,
    transitMs,
    reach,
    cpuErrorPercent,
  }: Record<'intervalMs' | 'transitMs' | 'cpuErrorPercent', number> & { reach: readonly Reach[] },
): TransportLatency {
  if (TRAITS[model.transport].delivery === 'short-polling')
    return { latency: shortPollLatencyOver(reach, intervalMs), p99RangeMs: null };
  const [way, wait] = [wayOf(model, processes, reach), waitOf(model, processes)];
  const near = wayOf(model, processes, [{ share: 1, transitMs }]);
  /** p99 of the way, with a tail that was measured without distance. */
  const withTail = (tailMs: number) => way.p99Ms - near.p99Ms + Math.max(near.p99Ms, tailMs);
  const { tail } = model;
  const meanMs = way.meanMs + wait.meanMs;
  if (tail === null) return { latency: together(way, wait), p99RangeMs: null };
  const waitOff = (side: -1 | 1) =>
    waitOf(model, processes, Math.max(0, 1 + (side * cpuErrorPercent) / 100)).p99Ms;
  const mostMs = waitOff(1) + withTail(tail.mostMs);
  return {
    latency: { meanMs, p99Ms: wait.p99Ms + withTail(tail.medianMs) },
    p99RangeMs: {
      least: waitOff(-1) + withTail(tail.leastMs),
      most: Number.isFinite(mostMs) ? mostMs : null,
    },
  };
}
