import { PROBE_SEQ } from '../../scenarios/load/schedule.ts';
import { setUpRoundTrips } from '../models/network.ts';
import { serializationMs } from '../models/path.ts';
import { EMPTY_ANSWER_BYTES, pollAnswerBytes, pollRequest } from '../models/poll-messages.ts';
import { type Weighted, weightedMeanMs } from '../models/quantiles.ts';
import { type LongPollAnswer, longPollAnswers, type PollAnswers } from '../models/replay.ts';
import { type Prediction, type TrialConditions, windowOf } from './conditions.ts';
import { flightTimes, moreBitsMs, overflows, roundTripMs } from './path-effects.ts';
import { answerBytesOf, leavesRoom, trafficOf } from './poll-traffic.ts';
import { placeWaitsMs } from './push-latency.ts';
import type { Timeline } from './timeline.ts';

// The model of long polling applied to the schedule of one trial.

/**
 * The largest share of d that the unknown part of a fan-out may have. How the CPU of a request
 * divides into its answer and the next request is not measured: an answer takes half of it, more or
 * less by half.
 */
const MOST_UNKNOWN_SHARE = 0.05;

/** The mean wait for a place in the fan-out is known to this, in ms: (F − 1)/2 × s/2. */
const unknownMs = (followers: number, requestMs: number) => ((followers - 1) * requestMs) / 4;

/** The answers to the subscribers of one topic. */
interface Replayed {
  timeline: Timeline;
  /** Each with how long after the one before it comes. */
  answers: (LongPollAnswer & { sinceMs: number })[];
  /** From one answer of the fan-out to the next, in ms. */
  paceMs: number;
}

/** The deliveries of the window; null if the queue before a limit would drop some. */
function latenciesOf({ load, transitMs }: TrialConditions, fromMs: number, replayed: readonly Replayed[]) {
  const latencies: Weighted[] = [];
  for (const { timeline, answers, paceMs } of replayed) {
    const { atMs, forwardMs, followers } = timeline;
    if (overflows(load.path, followers * paceMs)) return null;
    const places = placeWaitsMs(followers, paceMs);
    for (const { afterSeq, uptoSeq, answeredAtMs, longerMs = 0 } of answers) {
      for (let index = afterSeq - PROBE_SEQ; index < uptoSeq - PROBE_SEQ; index++) {
        const dueMs = (atMs[index] as number) - (forwardMs?.[index] ?? 0);
        if (dueMs < fromMs) continue;
        const arrivedMs = answeredAtMs + (transitMs as number) + longerMs;
        const weight = followers / places.length;
        for (const placeMs of places) latencies.push({ valueMs: arrivedMs + placeMs - dueMs, weight });
      }
    }
  }
  return latencies;
}

/**
 * Long polling. There is no prediction without d, because the gap depends on it. There is none for
 * bursts within a topic either: how much of a burst goes out with its first notification depends on
 * how the server reads its input. Latency is predicted if each topic has one follower. With more,
 * the place in the fan-out depends on the CPU of answering a request and of taking the next, which
 * is not measured separately: latency is predicted only where a transit is so long that this hardly
 * counts.
 */
export function longPollingTrial(conditions: TrialConditions, timelines: readonly Timeline[]): Prediction {
  const { load, target, transitMs, serverMicrosPerRequest, connectingSeconds } = conditions;
  const { path } = load;
  const { waitSeconds, keepAlive = true, coding } = load.transports['long-polling'] ?? {};
  if (waitSeconds === undefined || transitMs === null || serverMicrosPerRequest === null) return {};
  const isBurst = load.arrivals.kind === 'burst';
  if (isBurst && timelines.some(({ atMs }) => atMs.some((at, index) => at === atMs[index + 1]))) return {};

  const { fromMs, toMs } = windowOf(conditions);
  const requestMs = serverMicrosPerRequest / 1000;
  let isKnown = true;
  const replayed = timelines.map((timeline): Replayed => {
    const { topic, followers, jsonBytes, atMs } = timeline;
    // Between a subscriber's answer and its next request, the server answers the subscribers after
    // it and takes the requests of those before it. In the mean that is half of the cost of all.
    const turnaroundMs = ((followers + 1) / 2) * requestMs;
    const requestBytes = pollRequest({ target, topic, afterSeq: PROBE_SEQ, waitSeconds }).length;
    // What an answer has beyond d is added to each answer. Without keep-alive the connection is
    // closed and another one opened before the request: a round trip for each, and one for TLS.
    const gapMs =
      turnaroundMs +
      (keepAlive ? 0 : 2 * transitMs * setUpRoundTrips({ tls: load.connection?.tls !== undefined })) +
      roundTripMs(path, { transitMs, requestBytes, answerBytes: EMPTY_ANSWER_BYTES }) -
      moreBitsMs(path, EMPTY_ANSWER_BYTES);
    const flightMs = flightTimes(path);
    const longerMs = ({ afterSeq, uptoSeq, answeredAtMs }: PollAnswers & { answeredAtMs: number }) => {
      const bytes = answerBytesOf(timeline, { afterSeq, uptoSeq, coding }, conditions);
      const moreMs = flightMs(answeredAtMs, bytes);
      if (moreMs === null) isKnown = false;
      return (moreMs ?? 0) + moreBitsMs(path, bytes);
    };
    const times = { gapMs, waitMs: waitSeconds * 1000, firstPollAtMs: -connectingSeconds * 500 };
    const ofOne = pollAnswerBytes({ count: 1, jsonBytes: jsonBytes[0] ?? 0, uptoSeq: PROBE_SEQ + 1 });
    const answers = longPollAnswers(atMs, { ...times, ...(path && { longerMs }) }, toMs + gapMs);
    // The probe was answered before the first of these polls.
    const before = (index: number) => answers[index - 1]?.answeredAtMs ?? times.firstPollAtMs - gapMs;
    return {
      timeline,
      answers: answers.map((one, index) => ({ ...one, sinceMs: one.answeredAtMs - before(index) })),
      paceMs: Math.max(requestMs / 2, serializationMs(ofOne, path?.downKbitPerSecond)),
    };
  });
  if (!isKnown) return {};
  const answersInWindow = new Map(
    replayed.map(({ timeline, answers }) => [
      timeline,
      answers.filter(({ answeredAtMs }) => answeredAtMs >= fromMs && answeredAtMs < toMs),
    ]),
  );
  const traffic = trafficOf(
    timelines,
    conditions,
    waitSeconds,
    timeline => answersInWindow.get(timeline) as Replayed['answers'],
  );
  const { prediction } = traffic;
  const isUnknown = timelines.some(
    ({ followers }) => unknownMs(followers, requestMs) > MOST_UNKNOWN_SHARE * transitMs,
  );
  if (isBurst || isUnknown || !keepAlive || !leavesRoom(conditions, traffic)) return prediction;
  const latencies = latenciesOf(conditions, fromMs, replayed);
  const latencyMeanMs = latencies && weightedMeanMs(latencies);
  return latencyMeanMs === null ? prediction : { ...prediction, latencyMeanMs, latencies: latencies ?? [] };
}
