import { keepConnected } from './connection.ts';
import { polling } from './polling.ts';
import type { Connect } from './subscriber.ts';

export interface LongPollingOptions {
  waitSeconds: number;
}

/** Asks, waits for up to `waitSeconds`, and asks again as soon as it is answered. */
export function longPolling({ waitSeconds }: LongPollingOptions): Connect {
  const headers = `Prefer: wait=${waitSeconds}\r\n`;
  return (target, options) =>
    keepConnected(target, options, wire => polling(wire, { headers, nextDelayMs: () => 0 }));
}
