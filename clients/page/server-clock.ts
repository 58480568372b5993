import { type ClockReading, clockOffset } from './clock-offset.ts';

/** The server's clock as this page reads it: both in ms, the page's from `performance.now()`. */
export interface ServerClock {
  /** A stamp of the server as the page's own time. */
  toPageMs(stampMicros: number): number;
  /** By how much that may be wrong; null until it is known. */
  errorMs(): number | null;
  /** One more reading, and the rate at which the server publishes. */
  read(): Promise<number>;
}

/** Older readings are forgotten: the clocks of two machines drift apart. */
const KEPT_READINGS = 20;

/** Ties the page's clock to the server's by asking for it. */
export function createServerClock(): ServerClock {
  const readings: ClockReading[] = [];
  return {
    toPageMs: stampMicros => stampMicros / 1000 + (clockOffset(readings)?.offsetMs ?? 0),
    errorMs: () => clockOffset(readings)?.errorMs ?? null,
    async read() {
      const beforeMs = performance.now();
      const response = await fetch('/demo', { cache: 'no-store' });
      const afterMs = performance.now();
      const { nowMicros, ratePerSecond } = await response.json();
      readings.push({ beforeMs, theirsMs: nowMicros / 1000, afterMs });
      if (readings.length > KEPT_READINGS || !clockOffset(readings)) readings.shift();
      return ratePerSecond;
    },
  };
}
