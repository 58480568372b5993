import type { TraceEvent } from '../../scenarios/load/trace.ts';

/** 1 March 2026, 12:00 UTC. */
export const TRACE_START_MS = Date.UTC(2026, 2, 1, 12);

/** A made-up trace: events so many ms after its start, on topics in turn. */
export function madeEvents(afterMs: readonly number[], topics = ['a']): TraceEvent[] {
  return afterMs.map((ms, index) => ({
    time: TRACE_START_MS + ms,
    topic: topics[index % topics.length] as string,
    payloadText: `${index}`,
  }));
}

/** Times that are `gapMs` apart, from 0. */
export const evenly = (count: number, gapMs: number): number[] =>
  Array.from({ length: count }, (_, index) => index * gapMs);

/** So many topics. */
export const manyTopics = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `t${index}`);

/** A trace as a file has it, in JSON lines. */
export const traceLines = (events: readonly TraceEvent[]): string =>
  events
    .map(({ time, topic, payloadText }) => `{"time":${time},"topic":"${topic}","payload":${payloadText}}\n`)
    .join('');
