import { isPush, type TestedTransport } from '../../scenarios/load/transport.ts';
import { createTally, USERS } from './extrapolation.ts';
import { inBytes, inMs, inTwoDigits } from './panel-words.ts';

const NOTHING = '–';
const KEPT_DELAYS = 200;
const SECONDS_PER_HOUR = 3600;

/** What a panel counts, and its texts by the names of their places. */
export interface Facts {
  request(atMs: number): void;
  /** A poll's answer, an event or a frame, with this many notifications. */
  response(notificationCount: number): void;
  bytes(atMs: number, count: number): void;
  /** A notification with its delay; null if the delay is not known. */
  delivered(delayMs: number | null): void;
  /** Extrapolates from what follows, because the load has changed. */
  restart(atMs: number): void;
  texts(nowMs: number): Record<string, string>;
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Counts what one transport costs this page, and extrapolates it to many users. */
export function createFacts(transport: TestedTransport, startMs: number): Facts {
  const tally = createTally(startMs);
  const delaysMs: number[] = [];
  const total = { requests: 0, polls: 0, emptyPolls: 0, notifications: 0, bytes: 0 };
  const polls = !isPush(transport);

  function extrapolated(nowMs: number): Record<string, string> {
    const rates = tally.rates(nowMs);
    if (!rates) return { 'all-requests': NOTHING, 'all-bytes': NOTHING, 'all-hourly': NOTHING };
    const bytesPerSecond = rates.bytesPerSecond * USERS;
    return {
      'all-requests': `${inTwoDigits(rates.requestsPerSecond * USERS)}/s`,
      'all-bytes': `${inBytes(bytesPerSecond)}/s`,
      'all-hourly': `${inBytes(bytesPerSecond * SECONDS_PER_HOUR)}/h`,
    };
  }

  return {
    request(atMs) {
      total.requests++;
      tally.add(atMs, 1, 0);
    },
    response(notificationCount) {
      if (!polls) return;
      total.polls++;
      if (notificationCount === 0) total.emptyPolls++;
    },
    bytes(atMs, count) {
      total.bytes += count;
      tally.add(atMs, 0, count);
    },
    delivered(delayMs) {
      total.notifications++;
      if (delayMs === null) return;
      delaysMs.push(delayMs);
      if (delaysMs.length > KEPT_DELAYS) delaysMs.shift();
    },
    restart: atMs => tally.restart(atMs),
    texts(nowMs) {
      const delayMs = median(delaysMs);
      return {
        requests: String(total.requests),
        empty: polls ? `${total.emptyPolls} of ${total.polls}` : NOTHING,
        notifications: String(total.notifications),
        delay: delayMs === undefined ? NOTHING : inMs(delayMs),
        bytes: inBytes(total.bytes),
        each: total.notifications === 0 ? NOTHING : inBytes(total.bytes / total.notifications),
        ...extrapolated(nowMs),
      };
    },
  };
}
