import { jitterDeviationsMs, jitteredPollWaitMs } from '../models/path.ts';
import { type Weighted, weightedMeanMs } from '../models/quantiles.ts';
import { shortPollAnswers } from '../models/replay.ts';
import { pausedShortPolling } from '../models/short-polling.ts';
import { type Prediction, type TrialConditions, windowOf } from './conditions.ts';
import { waitsAreEven } from './even-waits.ts';
import { moreBitsMs } from './path-effects.ts';
import { leavesRoom, trafficOf } from './poll-traffic.ts';
import { shortPollPeriod } from './short-poll-period.ts';
import type { Timeline } from './timeline.ts';

// The model of short polling applied to the schedule of one trial.

/** Short polling with a pause after each answer: its mean latency, and not over a limited link. */
function pausedTrial(
  { load, transitMs, serverMicrosPerRequest }: TrialConditions,
  pauseMs: number,
): Prediction {
  const { downKbitPerSecond, upKbitPerSecond } = load.path ?? {};
  if (downKbitPerSecond !== undefined || upKbitPerSecond !== undefined) return {};
  if (transitMs === null || serverMicrosPerRequest === null) return {};
  const serverMs = serverMicrosPerRequest / 1000;
  return { latencyMeanMs: pausedShortPolling({ pauseMs, transitMs, serverMs }).meanMs };
}

/** Values that stand for a uniform distribution, and for one direction's jitter. */
const WAITS = 40;
const DEVIATIONS = 9;

/** The waits for the next poll where polls come to the server with jitter. */
function pollWaits(periodMs: number, jitterMs: number): Weighted[] {
  const deviations = jitterDeviationsMs(jitterMs, DEVIATIONS);
  return deviations.flatMap(from =>
    deviations.flatMap(to => {
      // An arrival falls more often into a longer time between two polls.
      const betweenMs = Math.max(0, periodMs + to - from);
      return Array.from({ length: WAITS }, (_, index) => ({
        valueMs: (betweenMs * (index + 0.5)) / WAITS,
        weight: betweenMs,
      }));
    }),
  );
}

/** How long the notifications of the window took to the server; 0 if nobody has to send them. */
function forwardsOf(timelines: readonly Timeline[], fromMs: number): Weighted[] {
  const forwards = timelines.flatMap(({ atMs, forwardMs, followers }) =>
    (forwardMs ?? []).flatMap((valueMs, index) =>
      (atMs[index] as number) - valueMs >= fromMs ? [{ valueMs, weight: followers }] : [],
    ),
  );
  return forwards.length === 0 ? [{ valueMs: 0, weight: 1 }] : forwards;
}

/** Short polling, for any arrivals; latency only with d and with waits that are spread evenly. */
export function shortPollingTrial(conditions: TrialConditions, timelines: readonly Timeline[]): Prediction {
  const { load, transitMs } = conditions;
  const { path } = load;
  const intervalMs = load.transports['short-polling']?.intervalMs;
  if (intervalMs === undefined) return {};
  if (load.transports['short-polling']?.pacing === 'pause') return pausedTrial(conditions, intervalMs);
  const { fromMs, toMs } = windowOf(conditions);
  const trafficEvery = (everyMs: number) =>
    trafficOf(
      timelines,
      conditions,
      undefined,
      ({ atMs }) => shortPollAnswers(atMs, everyMs, { fromMs, toMs }),
      everyMs,
    );
  const wanted = trafficEvery(intervalMs);
  const periodMs = shortPollPeriod(conditions, intervalMs, wanted);
  if (periodMs === null) return {};
  const traffic = periodMs === intervalMs ? wanted : trafficEvery(periodMs);
  const { prediction, answerBytes } = traffic;
  const areEven = waitsAreEven(conditions, periodMs);
  // Subscribers that are spread over one interval of several do not stand for all moments.
  if (!areEven && periodMs !== intervalMs) return { requests: prediction.requests as number };
  if (transitMs === null || !areEven || !leavesRoom(conditions, traffic)) return prediction;

  const { jitterMs = 0 } = path ?? {};
  const forwards = forwardsOf(timelines, fromMs);
  const arrivesMs = transitMs + moreBitsMs(path, answerBytes);
  const forwardMeanMs = weightedMeanMs(forwards) ?? 0;
  const latencyMeanMs = forwardMeanMs + jitteredPollWaitMs({ periodMs, jitterMs }) + arrivesMs;
  const even = { intervalMs: periodMs, transitMs: arrivesMs };
  if (jitterMs === 0 && !load.senders) return { ...prediction, latencyMeanMs, even };
  const waits = pollWaits(periodMs, jitterMs);
  const latencies = forwards.flatMap(forward =>
    waits.map(wait => ({
      valueMs: forward.valueMs + wait.valueMs + arrivesMs,
      weight: forward.weight * wait.weight,
    })),
  );
  return { ...prediction, latencyMeanMs, latencies };
}
