import { PROBE_SEQ } from '../../scenarios/load/schedule.ts';
import { longPollingGapMs } from '../models/long-polling.ts';
import { pollAnswerBytes, pollRequest } from '../models/poll-messages.ts';
import { longPollAnswers, type PollAnswers, shortPollAnswers } from '../models/replay.ts';
import { fixedShortPolling, pausedShortPolling } from '../models/short-polling.ts';
import { meanOf, type Prediction, type TrialConditions, windowOf } from './conditions.ts';
import { jsonBytesBetween, type Timeline } from './timeline.ts';

// The models of polling laid over the schedule of one trial.

/** With so many phases of polling the mean wait is within 1/20 of T/2, however arrivals and polls fall together. */
const ENOUGH_PHASES = 20;

/** Whether the waits of short polling are spread evenly over the interval: by chance, or by many subscribers out of step. */
export function waitsAreEven({ load, clientWorkers }: TrialConditions): boolean {
  // Each worker spreads its own subscribers over the interval.
  if (load.transports['short-polling']?.phases === 'together') return load.arrivals.kind === 'poisson';
  return load.arrivals.kind === 'poisson' || load.subscribers / clientWorkers >= ENOUGH_PHASES;
}

/** Requests, notifications an answer and application bytes a delivery, from the answers that the subscribers get. */
function trafficOf(
  timelines: readonly Timeline[],
  poll: { target: TrialConditions['target']; waitSeconds: number | undefined },
  answersOf: (timeline: Timeline) => PollAnswers[],
): Prediction {
  let [requests, withNews, deliveries, bytes] = [0, 0, 0, 0];
  for (const timeline of timelines) {
    const { topic, followers } = timeline;
    for (const { afterSeq, uptoSeq, count } of answersOf(timeline)) {
      const polls = count * followers;
      const carried = uptoSeq - afterSeq;
      const jsonBytes = jsonBytesBetween(timeline, afterSeq, uptoSeq);
      requests += polls;
      if (carried > 0) withNews += polls;
      deliveries += polls * carried;
      bytes += polls * pollRequest({ ...poll, topic, afterSeq }).length;
      bytes += polls * pollAnswerBytes({ count: carried, jsonBytes, uptoSeq });
    }
  }
  if (deliveries === 0) return { requests };
  return { requests, batchMean: deliveries / withNews, applicationBytesPerDelivery: bytes / deliveries };
}

/** Short polling with a pause after each answer: its mean latency, no more. */
function pausedTrial({ transitMs, serverMicrosPerRequest }: TrialConditions, pauseMs: number): Prediction {
  if (transitMs === null || serverMicrosPerRequest === null) return {};
  const serverMs = serverMicrosPerRequest / 1000;
  return { latencyMeanMs: pausedShortPolling({ pauseMs, transitMs, serverMs }).meanMs };
}

/** Short polling, whatever the arrivals; latency only with d and with waits that are spread evenly. */
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
 * Long polling. Nothing without d, on which the gap rests, and nothing for bursts within a topic: how much of a burst goes out
 * with its first notification is up to how the server happens to read its input. Latency only where each topic has one follower:
 * with more, the place in the fan-out depends on how a request's CPU divides into answering it and taking the next, and that
 * is not measured.
 */
export function longPollingTrial(conditions: TrialConditions, timelines: readonly Timeline[]): Prediction {
  const { load, target, transitMs, serverMicrosPerRequest, connectingSeconds } = conditions;
  const waitSeconds = load.transports['long-polling']?.waitSeconds;
  if (waitSeconds === undefined || transitMs === null || serverMicrosPerRequest === null) return {};
  const isBurst = load.arrivals.kind === 'burst';
  if (isBurst && timelines.some(({ atMs }) => atMs.some((at, index) => at === atMs[index + 1]))) return {};

  const { fromMs, toMs } = windowOf(conditions);
  const replayed = timelines.map(timeline => {
    // Between a subscriber's answer and its next request the server answers those after it and takes those before it: in
    // the mean half of what all of them cost.
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
