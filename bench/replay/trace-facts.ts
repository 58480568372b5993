import type { TraceEvent } from '../../scenarios/load/trace.ts';
import { mostWithin } from './most-within.ts';

const MINUTE_MS = 60_000;

/** What a trace is, at the speed at which it was recorded. */
export interface TraceFacts {
  events: number;
  topics: number;
  /** Epoch ms of the first event. */
  startMs: number;
  /** From the first event to the last. */
  spanSeconds: number;
  /** The 60 s with most events. */
  busiestMinute: { events: number; startMs: number };
}

/** Counts a trace: its events, at least one, sorted by time. */
export function traceFacts(events: readonly TraceEvent[]): TraceFacts {
  const times = events.map(({ time }) => time);
  const [startMs = 0] = times;
  const busiest = mostWithin(times, MINUTE_MS);
  return {
    events: events.length,
    topics: new Set(events.map(({ topic }) => topic)).size,
    startMs,
    spanSeconds: ((times.at(-1) ?? startMs) - startMs) / 1000,
    busiestMinute: { events: busiest.count, startMs: times[busiest.first] ?? startMs },
  };
}
