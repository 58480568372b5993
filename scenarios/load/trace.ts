import { readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Compile } from 'typebox/compile';
import { ROOT } from '../../root.ts';
import { onOneLine } from './json-text.ts';
import { Topic } from './notification.ts';
import { printable } from './printable.ts';
import { errorInWords } from './system-error.ts';
import { faultOf, type TraceFault } from './trace-fault.ts';
import { type Fields, fieldsOf, type TraceFields } from './trace-fields.ts';
import { type Piece, piecesOf } from './trace-pieces.ts';
import { traceText } from './trace-text.ts';
import { type RawTime, type TimeUnit, timesInMs } from './trace-times.ts';

/** One event of a trace. */
export interface TraceEvent {
  /** Epoch ms, to whole µs. */
  time: number;
  topic: string;
  /** The payload's JSON text on one line, otherwise as the trace has it. */
  payloadText: string;
}

/** How a trace is to be read, where it does not say so itself. */
export interface TraceReading {
  /** The unit of its times; by their magnitude if left out. */
  timeUnit?: TimeUnit | undefined;
  /** Names of its fields. */
  fields?: TraceFields | undefined;
}

/** A trace, sorted by time. */
export interface Trace {
  events: readonly TraceEvent[];
  unit: TimeUnit;
  /** How many events came after a later one, and were sorted. */
  outOfOrder: number;
  isPacked: boolean;
}

const isTopic = Compile(Topic);

/** The absolute path of a trace; a relative path starts at scenarios/traces. */
export const tracePath = (file: string): string => resolve(ROOT, 'scenarios/traces', file);

/** The name of a trace for messages: never the folder that it is in. */
export const traceName = (file: string): string => printable(basename(file), 100);

function jsonOf({ text, line }: Piece, fault: TraceFault): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fault(`not JSON (${printable((error as Error).message, 120)})`, line);
  }
}

function checkedTopic(topic: unknown, line: number, fault: TraceFault): string {
  const shown = () => printable(JSON.stringify(topic) ?? 'nothing', 40);
  if (typeof topic !== 'string') throw fault(`topic is ${shown()}; it must be text`, line);
  if (!topic.isWellFormed()) throw fault(`topic is not well-formed text: ${shown()}`, line);
  if (!isTopic.Check(topic)) {
    throw fault(
      `topic is ${shown()}; it must have 1 to 128 characters, none of them a control character`,
      line,
    );
  }
  return topic;
}

/** One event with its time as the trace has it. */
function eventOf(piece: Piece, fields: Fields, fault: TraceFault) {
  const value = jsonOf(piece, fault);
  const { line } = piece;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw fault('an event must be a JSON object with time, topic and payload', line);
  }
  const found = fields.of(value, piece.text, why => fault(why, line));
  const raw: RawTime = { value: found.time, line };
  return {
    raw,
    topic: checkedTopic(found.topic, line, fault),
    payloadText: onOneLine(found.payloadText),
  };
}

/** Sorts by time where needed; equal times keep their order. */
function sorted(events: TraceEvent[]): Pick<Trace, 'events' | 'outOfOrder'> {
  let [outOfOrder, latest] = [0, Number.NEGATIVE_INFINITY];
  for (const { time } of events) {
    if (time < latest) outOfOrder++;
    else latest = time;
  }
  return { events: outOfOrder === 0 ? events : events.toSorted((a, b) => a.time - b.time), outOfOrder };
}

/**
 * Parses a trace: JSON lines or one JSON array, plain or packed by gzip. Throws an error of one
 * line that names the trace, the line and the fault.
 */
export function parseTrace(content: string | Buffer, name: string, reading: TraceReading = {}): Trace {
  const fault = faultOf(name);
  const { text, isPacked } = traceText(typeof content === 'string' ? Buffer.from(content) : content, fault);
  const fields = fieldsOf(reading.fields);
  const read = piecesOf(text, fault).map(piece => eventOf(piece, fields, fault));
  if (read.length === 0) throw new Error(`trace ${name} has no events`);
  const raw = read.map(event => event.raw);
  const { unit, timesMs } = timesInMs(raw, reading.timeUnit, fault);
  const events = read.map(({ topic, payloadText }, index) => ({
    time: timesMs[index] as number,
    topic,
    payloadText,
  }));
  return { ...sorted(events), unit, isPacked };
}

/** The trace that was read last: a trial needs it several times. */
let latest: { key: string; trace: Trace } | undefined;

/**
 * Reads and checks a trace file. Throws an error of one line, which has the file's name and not its
 * folder.
 */
export function readTrace(file: string, reading: TraceReading = {}): Trace {
  const path = tracePath(file);
  const name = traceName(file);
  try {
    const { mtimeMs, size, ino } = statSync(path);
    const { timeUnit, fields } = reading;
    const key = JSON.stringify([path, mtimeMs, size, ino, timeUnit, fields]);
    if (latest?.key !== key) latest = { key, trace: parseTrace(readFileSync(path), name, reading) };
    return latest.trace;
  } catch (error) {
    const { errno } = error as NodeJS.ErrnoException;
    throw errno === undefined ? error : new Error(`trace ${name}: ${errorInWords(error)}`);
  }
}
