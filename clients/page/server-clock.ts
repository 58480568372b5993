import { type ClockReading, clockOffset } from './clock-offset.ts';

/**
 * The server's clock as this page reads it. Both are in ms; the page's time is `performance.now()`.
 */
export interface ServerClock {
  /** A server timestamp in the page's time; null until the offset is known. */
  toPageMs(stampMicros: number): number | null;
  /** The maximum error of that; null until it is known. */
  errorMs(): number | null;
  /** Makes one more reading. Resolves with the rate at which the server publishes. */
  read(): Promise<number>;
}

/** Older readings are dropped, because the clocks of two machines drift apart. */
const KEPT_READINGS = 20;

/** Synchronises the page's clock with the server's by requests for its time. */
export function createServerClock(): ServerClock {
  const readings: ClockReading[] = [];
  return {
    toPageMs(stampMicros) {
      const offset = clockOffset(readings);
      return offset ? stampMicros / 1000 + offset.offsetMs : null;
    },
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
