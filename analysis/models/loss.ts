import type { Weighted } from './quantiles.ts';

// What a lost packet costs a push on one TCP connection. The models hold for small notifications
// and for packets that are lost each by itself, with a small probability. They leave out that the
// retransmission is lost too. For polls there is no closed form: a loss on the way to the server
// skips polls, and one on the way back holds up an answer.

/** Linux waits at least this beyond a round trip before it retransmits unasked (TCP_RTO_MIN). */
const TIMEOUT_MS = 200;
/** RACK waits a quarter of a round trip for packets out of order (RFC 8985 §6.2, step 4). */
const REORDERING_SHARE = 1 / 4;
/** After so many later segments have arrived, it waits no longer (RFC 5681 §3.2; RFC 8985 §6.2). */
const DUPLICATES = 3;

/**
 * The time in ms by which a lost segment arrives later than it would have. The sender learns of the
 * loss from a later segment that arrives: one round trip after that was sent, and not before a
 * quarter of a round trip has passed or three later segments have arrived (RACK, RFC 8985 §6.2).
 * Without a later segment it retransmits after a timeout, 200 ms beyond a round trip on Linux: a
 * tail loss probe (RFC 8985 §7.2) of a single segment is not sent sooner. `nextInMs` is the time
 * until the next segment of the connection; infinite if none comes.
 */
export function lossRecoveryMs({ rttMs, nextInMs }: { rttMs: number; nextInMs: number }): number {
  const byLaterMs = Math.max(nextInMs, Math.min(DUPLICATES * nextInMs, REORDERING_SHARE * rttMs));
  // Acknowledgements of earlier segments begin the timeout anew.
  const timeoutMs = TIMEOUT_MS + Math.max(0, rttMs - nextInMs);
  return rttMs + Math.min(byLaterMs, timeoutMs);
}

/**
 * By how much each notification of one connection arrives later, in ms, with the probability of
 * each delay. One that is lost waits for its recovery, and those after it wait with it: TCP
 * delivers in order (head-of-line blocking). `atMs` is when each is sent, in order.
 */
export function lossDelays(
  atMs: readonly number[],
  { rttMs, lossShare }: { rttMs: number; lossShare: number },
): Weighted[][] {
  const recoveredAtMs = atMs.map((at, index) => {
    const nextInMs = (atMs[index + 1] ?? Number.POSITIVE_INFINITY) - at;
    return at + lossRecoveryMs({ rttMs, nextInMs });
  });
  const longestMs = recoveredAtMs.reduce(
    (most, recovered, index) => Math.max(most, recovered - (atMs[index] as number)),
    0,
  );
  return atMs.map((at, index) => {
    const delays: number[] = [];
    for (let lost = index; lost >= 0 && (atMs[lost] as number) + longestMs > at; lost--) {
      const delayMs = (recoveredAtMs[lost] as number) - at;
      if (delayMs > 0) delays.push(delayMs);
    }
    delays.sort((a, b) => b - a);
    // The longest delay whose packet is lost decides; the rest of the probability has no delay.
    let left = 1;
    const weighted = delays.map(valueMs => {
      const weight = left * lossShare;
      left -= weight;
      return { valueMs, weight };
    });
    return [...weighted, { valueMs: 0, weight: left }];
  });
}

/**
 * The mean latency in ms of a push of periodic small notifications with random loss p. A loss adds
 * its recovery D to its own notification, and D − kA to the k-th one after it, with the period A:
 * d + p · Σ max(0, D − kA). Good to the first order in p.
 */
export function lossyPushMeanMs({
  transitMs,
  rttMs,
  lossShare,
  periodMs,
}: {
  transitMs: number;
  rttMs: number;
  lossShare: number;
  periodMs: number;
}): number {
  const recoveryMs = lossRecoveryMs({ rttMs, nextInMs: periodMs });
  let sumMs = 0;
  for (let delayMs = recoveryMs; delayMs > 0; delayMs -= periodMs) sumMs += delayMs;
  return transitMs + lossShare * sumMs;
}
