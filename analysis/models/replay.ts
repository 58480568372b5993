import { PROBE_SEQ } from '../../scenarios/load/schedule.ts';

// The models of polling applied to one known schedule instead of random arrivals. All functions
// treat one topic. Its seq 1, the probe, was delivered before time 0, and its notification of seq n
// + 2 arrives at `atMs[n]`.

/**
 * Answers with the notifications after `afterSeq` up to `uptoSeq`; empty answers if both are the
 * same.
 */
export interface PollAnswers {
  afterSeq: number;
  uptoSeq: number;
  /** How many of them are expected. */
  count: number;
}

/** When the notification after `seq` arrives; infinite after the last. */
const arrivalOfNext = (atMs: readonly number[], seq: number) =>
  atMs[seq - PROBE_SEQ] ?? Number.POSITIVE_INFINITY;

/** A span of time, in ms. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/**
 * The expected answers of one short-polling subscriber in `span`. It polls every `intervalMs`, at
 * moments that are all equally likely. A poll at t brings the arrivals from t − T to t. The span
 * therefore falls into pieces in which every poll brings the same. A piece of length l has l/T
 * expected polls.
 */
export function shortPollAnswers(atMs: readonly number[], intervalMs: number, span: Span): PollAnswers[] {
  const { fromMs, toMs } = span;
  const edgesMs = [...atMs, ...atMs.map(at => at + intervalMs)].filter(edge => edge > fromMs && edge < toMs);
  edgesMs.sort((a, b) => a - b);
  const answers: PollAnswers[] = [];
  let afterSeq = PROBE_SEQ;
  let uptoSeq = PROBE_SEQ;
  let startMs = fromMs;
  for (const endMs of [...edgesMs, toMs]) {
    if (endMs === startMs) continue;
    const middleMs = (startMs + endMs) / 2;
    while (arrivalOfNext(atMs, uptoSeq) <= middleMs) uptoSeq++;
    while (arrivalOfNext(atMs, afterSeq) <= middleMs - intervalMs) afterSeq++;
    answers.push({ afterSeq, uptoSeq, count: (endMs - startMs) / intervalMs });
    startMs = endMs;
  }
  return answers;
}

/**
 * The gap from an answer to the next poll, the longest wait of a poll, and when the first poll
 * after the probe came in.
 */
export interface LongPollTimes {
  gapMs: number;
  waitMs: number;
  firstPollAtMs: number;
  /** What an answer adds to the gap after it, if it is longer on its way than others. */
  longerMs?: (answer: PollAnswers & { answeredAtMs: number }) => number;
}

/** One answer to a long poll; `longerMs` is left out where nothing is longer than others. */
export type LongPollAnswer = PollAnswers & { answeredAtMs: number; longerMs?: number };

/**
 * The answers of one long-polling subscriber until `untilMs`, one by one. An answer has all
 * arrivals since the last answer. If there are none, it has the next arrival, or is empty after
 * `waitMs`. The next poll comes in `gapMs` later.
 */
export function longPollAnswers(
  atMs: readonly number[],
  { gapMs, waitMs, firstPollAtMs, longerMs }: LongPollTimes,
  untilMs: number,
): LongPollAnswer[] {
  const answers: LongPollAnswer[] = [];
  let afterSeq = PROBE_SEQ;
  let pollAtMs = firstPollAtMs;
  while (pollAtMs < untilMs) {
    let answeredAtMs = pollAtMs;
    let uptoSeq = afterSeq;
    while (arrivalOfNext(atMs, uptoSeq) <= pollAtMs) uptoSeq++;
    if (uptoSeq === afterSeq) {
      const nextAtMs = arrivalOfNext(atMs, afterSeq);
      answeredAtMs = Math.min(nextAtMs, pollAtMs + waitMs);
      if (nextAtMs === answeredAtMs) uptoSeq++;
    }
    const answer = { afterSeq, uptoSeq, count: 1, answeredAtMs };
    const moreMs = longerMs?.(answer);
    if (answeredAtMs < untilMs) answers.push(moreMs === undefined ? answer : { ...answer, longerMs: moreMs });
    afterSeq = uptoSeq;
    pollAtMs = answeredAtMs + gapMs + (moreMs ?? 0);
  }
  return answers;
}
