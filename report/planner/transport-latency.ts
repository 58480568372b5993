import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import { isEvenForEach } from '../../analysis/cost-model/predict.ts';
import { TRAITS } from '../../scenarios/load/transport.ts';
import { longPollLatencyOver, pushLatencyOver, type Reach, shortPollLatencyOver } from './distance.ts';
import { evenQueueWait, type PlannedLatency, queueWait, together, turnWait } from './latency.ts';
import { type Processes, queueOf } from './processes.ts';

/** The latency of a transport for a load, and the range of its p99. */
export interface TransportLatency {
  latency: PlannedLatency;
  /**
   * p99 with the lowest and the highest tail of the measured cells, and with the error of CPU and
   * of the turn in its queue. `most` is null if the queue may be full. Null without measured cells,
   * and for short polling, whose p99 follows from its interval.
   */
  p99RangeMs: { least: number; most: number | null } | null;
}

/**
 * The wait at a process whose CPU is `factor` times the prediction: for the events before, and for
 * the turn among the g deliveries of the event. With s, the CPU of a delivery, an event is served
 * for g·s. The k-th delivery waits k·q·s, so p99 of the turn is 0.99 (g − 1) q s
 * (analysis/models/push.ts). q is the time from one delivery to the next in times of s, by the mean
 * latencies of scenario `capacity`: above 1 where clients take longer than the server, below 1 for
 * long polling, whose s includes the poll after the response. Without them it is 1.
 */
function waitOf(
  model: TransportCostModel,
  processes: Processes,
  factor = 1,
  end: 'least' | 'median' | 'most' = 'median',
): PlannedLatency {
  const { eventsPerSecond, deliveriesPerEvent, microsPerDelivery } = queueOf(model, processes);
  const cpuMicros = factor * microsPerDelivery;
  const turn = model.shared?.turn?.[end] ?? 1;
  const wait = processes.load.isEven ? evenQueueWait : queueWait;
  return together(
    wait({ ratePerSecond: eventsPerSecond, serviceMs: (deliveriesPerEvent * cpuMicros) / 1000 }),
    turnWait({ followers: deliveriesPerEvent, writeMicros: turn * cpuMicros }),
  );
}

/**
 * The way to a subscriber: one transit, for long polling with the gap between two polls. Evenly
 * spaced notifications of a subscriber that are farther apart than the gap never come in it.
 */
function wayOf(
  { transport }: TransportCostModel,
  { load }: Processes,
  reach: readonly Reach[],
): PlannedLatency {
  if (TRAITS[transport].delivery === 'push') return pushLatencyOver(reach);
  const { subscribers, notificationsPerSecond, waitSeconds } = load;
  const ratePerSecond = notificationsPerSecond / subscribers;
  const longestGapMs = 2 * Math.max(...reach.map(({ transitMs }) => transitMs));
  if (isEvenForEach(load) && ratePerSecond * longestGapMs < 1000) return pushLatencyOver(reach);
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
  const waitOff = (side: -1 | 1) => {
    const factor = Math.max(0, 1 + (side * cpuErrorPercent) / 100);
    return waitOf(model, processes, factor, side < 0 ? 'least' : 'most').p99Ms;
  };
  const mostMs = waitOff(1) + withTail(tail.mostMs);
  return {
    latency: { meanMs, p99Ms: wait.p99Ms + withTail(tail.medianMs) },
    p99RangeMs: {
      least: waitOff(-1) + withTail(tail.leastMs),
      most: Number.isFinite(mostMs) ? mostMs : null,
    },
  };
}
