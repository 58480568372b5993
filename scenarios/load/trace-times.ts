import { printable } from './printable.ts';
import type { TraceFault } from './trace-fault.ts';

/** How a trace may say its times: seconds, milliseconds or microseconds, or ISO 8601. */
export const TIME_UNITS = ['s', 'ms', 'us', 'iso'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

export const UNIT_NAMES: Record<TimeUnit, string> = {
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  iso: 'ISO 8601',
};

const MICROS: Record<Exclude<TimeUnit, 'iso'>, number> = { s: 1e6, ms: 1e3, us: 1 };

/** A number counts as an epoch time if it is in these years; the three units never overlap. */
const EPOCH_MICROS = { from: Date.UTC(1980, 0, 1) * 1000, to: Date.UTC(2100, 0, 1) * 1000 };
/** The range of a JavaScript date. */
const MOST_MICROS = 8.64e18;

const ASK = `say which with --time-unit ${TIME_UNITS.join('|')}`;

/** The time of an event as its trace has it, and the line that it is on. */
export interface RawTime {
  value: unknown;
  line: number;
}

const ISO =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:[Tt ](?<clock>\d{2}:\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?)? ?(?<zone>[Zz]|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/;

/** Minutes east of Greenwich. */
function offsetMinutes(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  return zone.startsWith('-') ? -minutes : minutes;
}

/**
 * An ISO 8601 time in epoch µs, and whether it has a zone; without one it is UTC. Null if the text
 * is no such time.
 */
export function isoTime(text: string): { micros: number; hasZone: boolean } | null {
  const parts: Record<string, string | undefined> = ISO.exec(text)?.groups ?? {};
  const { date, clock = '00:00', second = '00', fraction = '0', zone } = parts;
  if (date === undefined) return null;
  // Date.parse would make 3 March of 31 February.
  const ms = Date.parse(`${date}T${clock}:${second}Z`);
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(`${date}T${clock}:${second}`)) return null;
  const fractionMicros = Math.round(Number(`0.${fraction}`) * 1e6);
  const offset = zone === undefined ? 0 : offsetMinutes(zone);
  return { micros: (ms - offset * 60_000) * 1000 + fractionMicros, hasZone: zone !== undefined };
}

/** Which unit a time has by itself; null if none or more than one is possible. */
function ownUnit(value: unknown): TimeUnit | null {
  if (typeof value === 'string') return isoTime(value) && 'iso';
  if (typeof value !== 'number') return null;
  const inUnit = (unit: keyof typeof MICROS) => value * MICROS[unit];
  const isEpoch = (micros: number) => micros >= EPOCH_MICROS.from && micros < EPOCH_MICROS.to;
  return (Object.keys(MICROS) as (keyof typeof MICROS)[]).find(unit => isEpoch(inUnit(unit))) ?? null;
}

const quoted = (value: unknown) => printable(JSON.stringify(value) ?? 'nothing', 40);

function checkKind({ value, line }: RawTime, fault: TraceFault): void {
  const isTime = typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string';
  if (!isTime) throw fault(`time is ${quoted(value)}; it must be a number, or text as ISO 8601 has it`, line);
  if (typeof value === 'string' && isoTime(value) === null) {
    throw fault(`time is ${quoted(value)}; as text it must be ISO 8601, like 2026-03-01T12:30:05Z`, line);
  }
}

/**
 * The unit of all times of a trace, by their magnitude. Throws what `fault` makes if a time could
 * have several, or if two times have different ones: every time has one unit, or none is guessed.
 */
function commonUnit(times: readonly RawTime[], fault: TraceFault): TimeUnit {
  const [first] = times;
  const unit = first && ownUnit(first.value);
  for (const { value, line } of times) {
    const own = ownUnit(value);
    if (own === null || !unit) throw fault(`time ${quoted(value)} may be in s, ms or µs; ${ASK}`, line);
    if (own !== unit) {
      throw fault(
        `time ${quoted(value)} is in ${UNIT_NAMES[own]}, that of line ${first?.line} in ${UNIT_NAMES[unit]}; ${ASK}`,
        line,
      );
    }
  }
  if (unit === 'iso') checkZones(times, fault);
  return unit ?? 'ms';
}

/** A time without a zone among times with one is ambiguous. */
function checkZones(times: readonly RawTime[], fault: TraceFault): void {
  const hasZone = ({ value }: RawTime) => isoTime(value as string)?.hasZone;
  const [first] = times;
  const other = times.find(time => first && hasZone(time) !== hasZone(first));
  if (first === undefined || other === undefined) return;
  const [without, having] = hasZone(first) ? [other, first] : [first, other];
  throw fault(
    `time ${quoted(without.value)} has no time zone, that of line ${having.line} has one; --time-unit iso takes it as UTC`,
    without.line,
  );
}

function microsIn({ value, line }: RawTime, unit: TimeUnit, fault: TraceFault): number {
  if ((typeof value === 'string') !== (unit === 'iso')) {
    throw fault(`time ${quoted(value)} is not in ${UNIT_NAMES[unit]}, as --time-unit says`, line);
  }
  if (unit === 'iso') return isoTime(value as string)?.micros ?? 0;
  const micros = (value as number) * MICROS[unit];
  if (Math.abs(micros) > MOST_MICROS) throw fault(`time ${quoted(value)} is out of range`, line);
  return Math.round(micros);
}

/**
 * The times of a trace in epoch ms, to whole µs, in their order, and their unit: `asked`, or else
 * the one that all of them have. Throws what `fault` makes.
 */
export function timesInMs(
  times: readonly RawTime[],
  asked: TimeUnit | undefined,
  fault: TraceFault,
): { unit: TimeUnit; timesMs: number[] } {
  for (const time of times) checkKind(time, fault);
  const unit = asked ?? commonUnit(times, fault);
  return { unit, timesMs: times.map(time => microsIn(time, unit, fault) / 1000) };
}
