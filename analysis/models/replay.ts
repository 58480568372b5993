import { PROBE_SEQ } from '../../scenarios/load/schedule.ts';

// The models of polling laid over one given schedule instead of a kind of arrivals: what the closed forms become when the
// arrivals are known. All of one topic, whose seq 1, the probe, was delivered before the time 0, and whose notification of
// seq n + 2 arrives at `atMs[n]`.

/** Answers that carry the notifications after `afterSeq` up to `uptoSeq`: none when both are the same. */
export interface PollAnswers {
  afterSeq: number;
  uptoSeq: number;
  /** How many of them are expected. */
  count: number;
}

/** When the notification after `seq` arrives; never, after the last. */
const arrivalOfNext = (atMs: readonly number[], seq: number) =>
  atMs[seq - PROBE_SEQ] ?? Number.POSITIVE_INFINITY;

/** A part of the time, in ms. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/**
 * The answers that one short-polling subscriber is expected to get in `span`, polling every `intervalMs` and just as likely
 * at one moment as at another. A poll at t brings what came from t − T to t, so the span falls into pieces in which a poll
 * brings the same; a piece of the length l expects l/T polls.
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

/** The gap from an answer to the next poll, how long a poll waits, and when the first one after the probe came in. */
export interface LongPollTimes {
  gapMs: number;
  waitMs: number;
  firstPollAtMs: number;
}

/**
 * The answers that one long-polling subscriber gets until `untilMs`, one by one. A poll is answered with all that has come
 * since the last answer, or else with the next arrival, or with nothing after `waitMs`; the next poll comes in `gapMs` later.
 */
export function longPollAnswers(
  atMs: readonly number[],
  { gapMs, waitMs, firstPollAtMs }: LongPollTimes,
  untilMs: number,
): (PollAnswers & { answeredAtMs: number })[] {
  const answers: (PollAnswers & { answeredAtMs: number })[] = [];
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
    if (answeredAtMs < untilMs) answers.push({ afterSeq, uptoSeq, count: 1, answeredAtMs });
    afterSeq = uptoSeq;
    pollAtMs = answeredAtMs + gapMs;
  }
  return answers;
}
