import {
  CONGESTION_CONTROLS,
  KBIT_PER_SECOND,
  LEAST_JITTER_MS,
  MOST_BURST_PACKETS,
  MOST_LOSS_PERCENT,
  MOST_RTT_MS,
  type Path,
  pathFaults,
} from './path.ts';
import { PATH_NAMES, PATH_PRESETS } from './path-presets.ts';
import { printable } from './printable.ts';

/** Returns the known name that `typed` stands for. Throws one line if it stands for none. */
export type FindName = <const T extends string>(what: string, typed: string, known: readonly T[]) => T;

/** A number of a path, as it is typed. */
interface Quantity {
  field: Exclude<keyof Path, 'congestionControl'>;
  /** Its units, each with the power of ten that leads to the unit of the field. */
  units: Readonly<Record<string, number>>;
  least: number;
  most: number;
  /** The value that stands for a field that is not there. */
  none?: number;
  /** What it must be. */
  right: string;
}

const TIME = { units: { ms: 0, s: 3 }, least: 0 };
const RATE = {
  units: { kbit: 0, mbit: 3, gbit: 6 },
  least: KBIT_PER_SECOND.minimum,
  most: KBIT_PER_SECOND.maximum,
};
const rightRate = (example: string) => `a rate a second from 8kbit to 1gbit, as in ${example}`;

const QUANTITIES = {
  rtt: {
    ...TIME,
    field: 'rttMs',
    most: MOST_RTT_MS,
    right: `a time in ms or s, from 0 to ${MOST_RTT_MS} ms, as in rtt=80ms`,
  },
  jitter: {
    ...TIME,
    field: 'jitterMs',
    least: LEAST_JITTER_MS,
    most: MOST_RTT_MS / 2,
    none: 0,
    right: `a time in ms or s, from ${LEAST_JITTER_MS} ms to half of rtt, as in jitter=10ms`,
  },
  loss: {
    field: 'lossPercent',
    units: { '%': 0 },
    least: 0,
    most: MOST_LOSS_PERCENT,
    none: 0,
    right: `a percentage from 0% to ${MOST_LOSS_PERCENT}%, as in loss=0.5%`,
  },
  burst: {
    field: 'lossBurstPackets',
    units: { '': 0 },
    least: 1,
    most: MOST_BURST_PACKETS,
    none: 1,
    right: `a number of packets from 1 to ${MOST_BURST_PACKETS}, as in burst=5`,
  },
  down: { ...RATE, field: 'downKbitPerSecond', right: rightRate('down=10mbit') },
  up: { ...RATE, field: 'upKbitPerSecond', right: rightRate('up=2mbit') },
} as const satisfies Record<string, Quantity>;

const CONGESTION = 'congestion';
const KEYS = [...(Object.keys(QUANTITIES) as (keyof typeof QUANTITIES)[]), CONGESTION] as const;

const VALUE = /^(\d+(?:\.\d+)?|\.\d+)\s*([a-z%]*)$/i;

/** Reads a number with its unit. Powers of ten are shifted in the text, so that 1.6mbit is 1600. */
function numberOf(key: string, text: string, { units, least, most, none, right }: Quantity): number {
  const [, digits = '', unit = ''] = VALUE.exec(text) ?? [];
  const shift = new Map(Object.entries(units)).get(unit.toLowerCase());
  const value = digits === '' || shift === undefined ? Number.NaN : Number(`${digits}e${shift}`);
  if (value === none || (value >= least && value <= most)) return value;
  throw new Error(`${key} is "${printable(text)}"; it must be ${right}`);
}

/** What the value of a part must be. */
const rightOf = (key: (typeof KEYS)[number]): string =>
  key === CONGESTION ? CONGESTION_CONTROLS.join(', ') : QUANTITIES[key].right;

const RIGHT = `a name (${PATH_NAMES.join(', ')}) or numbers, as in rtt=80ms,loss=1%,down=10mbit`;

const presetNamed = (text: string) => PATH_NAMES.find(name => name === text.toLowerCase());

/** A text that begins like a number, and is not the name of a preset. */
const isNumber = (text: string): boolean => /^[-+.\d]/.test(text) && presetNamed(text) === undefined;

/** What is wrong with one of several parts that is no name with a value. */
function partFault(part: string, isFirst: boolean): string {
  const place = isFirst ? 'before' : 'after';
  if (part === '') return `a part is missing ${place} the comma, as in rtt=80ms,loss=1%`;
  const preset = presetNamed(part);
  if (preset === undefined) return `"${printable(part)}" is not a part of a path, as in rtt=80ms,loss=1%`;
  const numbers = pathText(PATH_PRESETS[preset].path);
  return `${preset} is a preset, which cannot be combined; in numbers it is ${numbers}`;
}

/**
 * Reads a path from the name of a preset, or from numbers such as
 * `rtt=80ms,jitter=10ms,loss=0.5%,burst=5,down=10mbit,up=2mbit,congestion=bbr`. A part that is left
 * out has no effect. Throws one line that says what is wrong and what would be right.
 */
export function pathFromText(text: string, find: FindName): Path {
  const typed = text.trim();
  const wrong = (part: string) => new Error(`"${printable(part)}" is not a path; it must be ${RIGHT}`);
  if (!/[=,]/.test(typed)) {
    if (typed === '' || isNumber(typed)) throw wrong(typed);
    const key = KEYS.find(one => one === typed.toLowerCase());
    if (key !== undefined) throw new Error(`${key} has no value; it must be ${rightOf(key)}`);
    return PATH_PRESETS[find('path', printable(typed), PATH_NAMES)].path;
  }
  const path: Path = { rttMs: 0 };
  const named = new Set<string>();
  for (const [index, part] of typed.split(',').entries()) {
    if (!part.includes('=')) throw new Error(partFault(part.trim(), index === 0));
    const [word = '', value = '', ...rest] = part.split('=').map(one => one.trim());
    if (word === '' || rest.length > 0) throw wrong(part);
    const key = find('part of a path', printable(word), KEYS);
    if (value === '') throw new Error(`${key} has no value; it must be ${rightOf(key)}`);
    if (named.has(key)) throw new Error(`it names ${key} twice; once is enough`);
    named.add(key);
    if (key === CONGESTION) {
      path.congestionControl = find('congestion control', printable(value), CONGESTION_CONTROLS);
      continue;
    }
    const quantity: Quantity = QUANTITIES[key];
    const number = numberOf(key, value, quantity);
    if (number !== quantity.none) path[quantity.field] = number;
  }
  const faults = pathFaults(path);
  if (faults.length > 0) throw new Error(faults.join('; '));
  return path;
}

/** All digits of a number, without an exponent. */
const decimal = new Intl.NumberFormat('en-US', { useGrouping: false, maximumFractionDigits: 40 });
const plain = (value: number): string => decimal.format(value);

function rateText(kbitPerSecond: number): string {
  if (!Number.isInteger(kbitPerSecond) || kbitPerSecond < 1000) return `${plain(kbitPerSecond)}kbit`;
  return kbitPerSecond % 1e6 === 0 ? `${kbitPerSecond / 1e6}gbit` : `${kbitPerSecond / 1000}mbit`;
}

/** A path as `pathFromText` reads it. */
export function pathText(path: Path): string {
  const part = (key: string, value: number | undefined, text: (value: number) => string): string[] =>
    value === undefined ? [] : [`${key}=${text(value)}`];
  return [
    ...part('rtt', path.rttMs, value => `${plain(value)}ms`),
    ...part('jitter', path.jitterMs, value => `${plain(value)}ms`),
    ...part('loss', path.lossPercent, value => `${plain(value)}%`),
    ...part('burst', path.lossBurstPackets, plain),
    ...part('down', path.downKbitPerSecond, rateText),
    ...part('up', path.upKbitPerSecond, rateText),
    ...(path.congestionControl === undefined ? [] : [`${CONGESTION}=${path.congestionControl}`]),
  ].join(',');
}
