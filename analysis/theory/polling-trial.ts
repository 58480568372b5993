import { PROBE_SEQ } from '../../scenarios/load/schedule.ts';
import { longPollingGapMs } from '../models/long-polling.ts';
import { pollAnswerBytes, pollRequest } from '../models/poll-messages.ts';
import { longPollAnswers, type PollAnswers, shortPollAnswers } from '../models/replay.ts';
import { fixedShortPolling, pausedShortPolling } from '../models/short-polling.ts';
import { meanOf, type Prediction, type TrialConditions, windowOf } from './conditions.ts';
import { jsonBytesBetween, type Timeline } from './timeline.ts';

// The models of polling applied to the schedule of one trial.

/** With this number of polling phases, the mean wait is within 1/20 of T/2 for any arrivals. */
const ENOUGH_PHASES = 20;

/**
 * Whether the waits of short polling are spread evenly over the interval, by chance or by many
 * subscribers out of step.
 */
export function waitsAreEven({ load, clientWorkers }: TrialConditions): boolean {
  // Each worker spreads its own subscribers over the interval.
  if (load.transports['short-polling']?.phases === 'together') return load.arrivals.kind === 'poisson';
  return load.arrivals.kind === 'poisson' || load.subscribers / clientWorkers >= ENOUGH_PHASES;
}

/**
 * Requests, notifications per answer and application bytes per delivery, from the answers of the
 * subscribers.
 */
function trafficOf(
  timelines: readonly Timeline[],
  poll: { target: TrialConditions['target']; waitSeconds: number | undefined },
  answersOf: (timeline: Timeline) => PollAnswers[],
): Prediction {
  let [requests, nonEmpty, deliveries, bytes] = [0, 0, 0, 0];
  for (const timeline of timelines) {
    const { topic, followers } = timeline;
    for (const { afterSeq, uptoSeq, count } of answersOf(timeline)) {
      const polls = count * followers;
      const carried = uptoSeq - afterSeq;
      const jsonBytes = jsonBytesBetween(timeline, afterSeq, uptoSeq);
      requests += polls;
      if (carried > 0) nonEmpty += polls;
      deliveries += polls * carried;
      bytes += polls * pollRequest({ ...poll, topic, afterSeq }).length;
      bytes += polls * pollAnswerBytes({ count: carried, jsonBytes, uptoSeq });
    }
  }
  if (deliveries === 0) return { requests };
  return { requests, batchMean: deliveries / nonEmpty, applicationBytesPerDelivery: bytes / deliveries };
}

/** Short polling with a pause after each answer: only its mean latency. */
function pausedTrial({ transitMs, serverMicrosPerRequest }: TrialConditions, pauseMs: number): Prediction {
  if (transitMs === null || serverMicrosPerRequest === null) return {};
  const serverMs = serverMicrosPerRequest / 1000;
  return { latencyMeanMs: pausedShortPolling({ pauseMs, transitMs, serverMs }).meanMs };
}

/** Short polling, for any arrivals; latency only with d and with waits that are spread evenly. */
export function shortPollingTrial(conditions: TrialConditions, timelines: readonly Timeline[]): Prediction {
  const { load, target, transitMs } = conditions;
  const intervalMs = load.transports['short-polling']?.intervalMs;
  if (intervalMs === undefined) return {};
  if (load.transports['short-polling']?.pacing === 'pause') return pausedTrial(conditions, intervalMs);
  const traffic = trafficOf(timelines, { target, waitSeconds: undefined }, ({ atMs }) =>
    shortPollAnswers(atMs, intervalMs, windowOf(conditions)),
  );
  if (transitMs === null || !waitsAreEven(conditions)) return traffic;
  return { ...traffic, latencyMeanMs: fixedShortPolling({ intervalMs, transitMs }).meanMs };
}

/**
 * Long polling. There is no prediction without d, because the gap depends on it. There is none for
 * bursts within a topic either: how much of a burst goes out with its first notification depends on
 * how the server reads its input. Latency is predicted only if each topic has one follower. With
 * more, the place in the fan-out depends on the CPU of answering a request and of taking the next,
 * which is not measured separately.
 */
export function longPollingTrial(conditions: TrialConditions, timelines: readonly Timeline[]): Prediction {
  const { load, target, transitMs, serverMicrosPerRequest, connectingSeconds } = conditions;
  const waitSeconds = load.transports['long-polling']?.waitSeconds;
  if (waitSeconds === undefined || transitMs === null || serverMicrosPerRequest === null) return {};
  const isBurst = load.arrivals.kind === 'burst';
  if (isBurst && timelines.some(({ atMs }) => atMs.some((at, index) => at === atMs[index + 1]))) return {};

  const { fromMs, toMs } = windowOf(conditions);
  const replayed = timelines.map(timeline => {
    // Between a subscriber's answer and its next request, the server answers the subscribers after
    // it and takes the requests of those before it. In the mean that is half of the cost of all.
    const turnaroundMs = (((timeline.followers + 1) / 2) * serverMicrosPerRequest) / 1000;
    const gapMs = longPollingGapMs({ transitMs, turnaroundMs });
    const times = { gapMs, waitMs: waitSeconds * 1000, firstPollAtMs: -connectingSeconds * 500 };
    return { timeline, answers: longPollAnswers(timeline.atMs, times, toMs + gapMs) };
  });
  const answersInWindow = new Map(
    replayed.map(({ timeline, answers }) => [
      timeline,
      answers.filter(({ answeredAtMs }) => answeredAtMs >= fromMs && answeredAtMs < toMs),
    ]),
  );
  const traffic = trafficOf(
    timelines,
    { target, waitSeconds },
    timeline => answersInWindow.get(timeline) as PollAnswers[],
  );
  if (isBurst || timelines.some(({ followers }) => followers > 1)) return traffic;

  const waitMs = meanOf(
    replayed.flatMap(({ timeline, answers }) =>
      answers.flatMap(({ afterSeq, uptoSeq, answeredAtMs }) =>
        timeline.atMs
          .slice(afterSeq - PROBE_SEQ, uptoSeq - PROBE_SEQ)
          .filter(at => at >= fromMs)
          .map(at => answeredAtMs - at),
      ),
    ),
  );
  return waitMs === null ? traffic : { ...traffic, latencyMeanMs: transitMs + waitMs };
}
