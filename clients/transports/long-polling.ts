import { SILENCE_MS } from '../../scenarios/load/time-outs.ts';
import type { BodyCoding } from '../../scenarios/load/transport-options.ts';
import { keepConnected } from './connection.ts';
import { polling } from './polling.ts';
import type { Connect } from './subscriber.ts';

export interface LongPollingOptions {
  waitSeconds: number;
  /** The first wait; equal to `waitSeconds` by default. */
  firstWaitSeconds?: number;
  keepAlive?: boolean;
  /** With compression: how bodies are compressed; gzip by default. */
  coding?: BodyCoding;
}

/**
 * Polls, waits for up to `waitSeconds`, and polls again as soon as it is answered. A poll that
 * breaks is a break of the connection, with back-off: of all the clients that wait when a server
 * ends, none should come back at once.
 */
export function longPolling({
  waitSeconds,
  firstWaitSeconds = waitSeconds,
  ...how
}: LongPollingOptions): Connect {
  return (target, options) => {
    let pollCount = 0;
    const headers = () => {
      pollCount++;
      // The first request is answered at once, with notifications or a cursor. The second is the
      // first to wait.
      return `Prefer: wait=${pollCount === 2 ? firstWaitSeconds : waitSeconds}\r\n`;
    };
    return keepConnected(
      target,
      options,
      polling({ ...how, headers, nextDelayMs: () => 0 }),
      SILENCE_MS + waitSeconds * 1000,
    );
  };
}
