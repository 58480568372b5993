import { keepConnected } from './connection.ts';
import { polling } from './polling.ts';
import { SILENCE_MS } from './silence.ts';
import type { Connect } from './subscriber.ts';

export interface LongPollingOptions {
  waitSeconds: number;
  /** The first wait; as long as all others where nothing is said. */
  firstWaitSeconds?: number;
  keepAlive?: boolean;
}

/** Asks, waits for up to `waitSeconds`, and asks again as soon as it is answered. */
export function longPolling({
  waitSeconds,
  firstWaitSeconds = waitSeconds,
  ...how
}: LongPollingOptions): Connect {
  return (target, options) => {
    let asked = 0;
    const headers = () => {
      asked++;
      // The first request is answered at once, with what is there or with a cursor: it is the second that waits.
      return `Prefer: wait=${asked === 2 ? firstWaitSeconds : waitSeconds}\r\n`;
    };
    return keepConnected(
      target,
      options,
      wire => polling(wire, { ...how, headers, nextDelayMs: () => 0 }),
      SILENCE_MS + waitSeconds * 1000,
    );
  };
}
