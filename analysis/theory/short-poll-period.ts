import { shortPollPeriodMs } from '../models/path.ts';
import { EMPTY_ANSWER_BYTES } from '../models/poll-messages.ts';
import type { TrialConditions } from './conditions.ts';
import { roundTripMs } from './path-effects.ts';

/**
 * A poll may begin this much after it is due, or before: a timer has whole milliseconds. One that
 * began before may be answered before the next is due, although the round trip is an interval.
 */
const TIMER_MS = 1;

/**
 * The period of short polls that are due every `intervalMs`, in ms; the interval itself without a
 * path. Null if d is unknown, or if the round trip is so near to a multiple of the interval that
 * the path's jitter, a timer or an answer's length decides.
 */
export function shortPollPeriod(
  {
    load: { path },
    transitMs,
    serverMicrosPerRequest,
  }: Pick<TrialConditions, 'load' | 'transitMs' | 'serverMicrosPerRequest'>,
  intervalMs: number,
  { requestBytes, answerBytes }: { requestBytes: number; answerBytes: number },
): number | null {
  if (path === undefined) return intervalMs;
  if (transitMs === null) return null;
  const { rttMs, jitterMs = 0 } = path;
  const periodAt = (roundTrip: number) =>
    shortPollPeriodMs({ intervalMs, roundTripMs: Math.max(0, roundTrip) });
  const overPath = (transit: number, bytes: number) =>
    roundTripMs(path, { transitMs: transit, requestBytes, answerBytes: bytes });
  // The least is that of the path alone, after a timer that fired early. The most has the work of
  // all processes, after one that fired late.
  const workMs = (serverMicrosPerRequest ?? 0) / 1000 + TIMER_MS;
  const most = periodAt(overPath(transitMs, answerBytes) + workMs + 2 * jitterMs);
  const pathAlone = overPath(transitMs, EMPTY_ANSWER_BYTES) - 2 * (transitMs - rttMs / 2);
  const least = periodAt(Math.max(rttMs, pathAlone) - TIMER_MS - 2 * jitterMs);
  return most === least ? most : null;
}
