import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import { DEFAULT_HEARTBEAT_SECONDS } from '../../scenarios/load/default-heartbeat.ts';
import { isPush } from '../../scenarios/load/transport.ts';
import type { PlanInput } from './controls.ts';
import { cpuCoefficient, pollsPerSecond } from './cpu.ts';
import { BYTES, type TrafficLayer } from './errors.ts';
import type { Processes } from './processes.ts';

/** What a plan must be read with, because the run did not measure it. */
export interface Caveats {
  memoryExtrapolated: boolean;
  /**
   * The connections of one process, where this transport was not seen to carry so many; `most` is
   * what it carried, `areIdle`: without events. Null if it was, or if no transport was tried.
   */
  connectionsBeyond: { perProcess: number; most: number | null; areIdle: boolean } | null;
  /** Whether empty polls count, with the bytes of an answer: the run did not measure theirs. */
  emptyPollsAsAnswers: boolean;
  /**
   * Whether its CPU is that of events to one, though they go to many: the run did not measure less.
   */
  cpuOfEventsToOne: boolean;
  /**
   * Whether a KiB of payload of its events to many has the CPU of an event to one: the run did not
   * measure less.
   */
  kibOfEventsToOne: boolean;
  /** Whether heartbeats do not come at the measured interval, and the fit found no CPU of them. */
  heartbeatsWithoutCpu: boolean;
}

/** From this share of empty polls on, their bytes count. */
const SOME_EMPTY = 0.01;

/** The subscribers of one process in times of the most in the fit of memory; 0 without a fit. */
export const memoryTimes = (
  { mostSubscribersInMemory }: TransportCostModel,
  { load: { subscribers } }: Processes,
): number => (mostSubscribersInMemory === null ? 0 : subscribers / mostSubscribersInMemory);

function connectionsBeyond(
  { carried: { subscribers: most, subscribersOfAny, areIdle = false } }: TransportCostModel,
  { load: { subscribers } }: Processes,
): Caveats['connectionsBeyond'] {
  const wasCarried = subscribersOfAny === null || subscribers <= (most ?? 0);
  return wasCarried ? null : { perProcess: subscribers, most, areIdle };
}

function hasEmptyPollsAsAnswers(
  { fits }: TransportCostModel,
  { predictors }: Processes,
  layer: TrafficLayer,
): boolean {
  const coefficients = fits[BYTES[layer].out]?.coefficients ?? [];
  const isTaken = coefficients.some(one => one.term === 'empty-poll' && one.takenFrom !== null);
  return isTaken && predictors.emptyPollsPerSecond > SOME_EMPTY * pollsPerSecond(predictors);
}

/** The caveats of one transport for the reader's numbers. */
export function caveatsOf(
  model: TransportCostModel,
  { heartbeatSeconds, subscribersPerEvent, payloadBytes }: PlanInput,
  processes: Processes,
  layer: TrafficLayer,
): Caveats {
  const { transport, shared } = model;
  const isKnown = processes.count !== null;
  return {
    memoryExtrapolated: memoryTimes(model, processes) > 1,
    connectionsBeyond: connectionsBeyond(model, processes),
    emptyPollsAsAnswers: hasEmptyPollsAsAnswers(model, processes, layer),
    cpuOfEventsToOne: subscribersPerEvent > 1 && shared === null && isKnown,
    kibOfEventsToOne:
      subscribersPerEvent > 1 && shared?.kib === null && payloadBytes > shared.payloadBytes && isKnown,
    heartbeatsWithoutCpu:
      isPush(transport) &&
      heartbeatSeconds !== DEFAULT_HEARTBEAT_SECONDS &&
      isKnown &&
      cpuCoefficient(model, 'heartbeat') === 0,
  };
}
