import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { ROOT } from '../../root.ts';
import { Topic } from './notification.ts';
import { payloadText } from './payload-text.ts';
import { errorInWords } from './system-error.ts';
import { utf8Text } from './utf8-text.ts';

/** One line of a trace: a payload, its time and its topic. */
export interface TraceEvent {
  /** Epoch ms. */
  time: number;
  topic: string;
  payload: unknown;
  /** The payload as the JSON text in the trace. */
  payloadText: string;
}

const Event = Compile(
  Type.Object(
    { time: Type.Number(), topic: Topic, payload: Type.Unknown() },
    { required: ['time', 'topic', 'payload'] },
  ),
);

/** The absolute path of a trace; a relative path starts at scenarios/traces. */
export function tracePath(file: string): string {
  return resolve(ROOT, 'scenarios/traces', file);
}

/**
 * Parses NDJSON that is sorted by time. Throws an error of one line with the line number and the
 * fault.
 */
export function parseTrace(text: string, name: string): TraceEvent[] {
  const events: TraceEvent[] = [];
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const fault = (why: string) => new Error(`trace ${name}, line ${index + 1}: ${why}`);
    let event: unknown;
    try {
      event = JSON.parse(line);
    } catch (error) {
      throw fault(`not JSON (${(error as Error).message})`);
    }
    if (!Event.Check(event)) {
      const [first] = Event.Errors(event);
      throw fault(`${first?.instancePath.slice(1) || 'it'} ${first?.message}`);
    }
    if (!event.topic.isWellFormed()) throw fault('topic is not well-formed text');
    const before = events.at(-1)?.time ?? event.time;
    if (event.time < before) throw fault(`not sorted: time ${event.time} comes after ${before}`);
    events.push({ ...event, payloadText: payloadText(line) });
  }
  if (events.length === 0) throw new Error(`trace ${name} has no events`);
  return events;
}

/** Reads and checks a trace file. */
export function readTrace(file: string): TraceEvent[] {
  const path = tracePath(file);
  let text: string;
  try {
    text = utf8Text(readFileSync(path));
  } catch (error) {
    throw new Error(`trace ${file}: ${errorInWords(error)}`);
  }
  return parseTrace(text, file);
}
