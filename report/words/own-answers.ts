import { canonical } from '../../analysis/runs/pairs.ts';
import { median } from '../../analysis/statistics/paired-ratios.ts';
import { inProse, isPush, isTested, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import type { Curve } from '../model/axis.ts';
import type { Measure } from '../model/metric.ts';
import { CONNECTIONS_PER_REQUEST, MESSAGES_PER_HUNDRED } from '../model/own-measures.ts';
import { meanMsOf, phasesOf } from '../model/phases.ts';
import type { PointView } from '../model/point.ts';
import { rank, timesFirst } from '../model/rank.ts';
import { figure, given, list, midSentence, percent, times, withUnit } from '../text/format.ts';
import { PHASE_WORDS } from './phase.ts';

/** The median over the valid trials of some transports at a point; null without a value. */
function medianAt(
  { transports }: PointView,
  isOf: (transport: Transport) => boolean,
  { of }: Measure,
): number | null {
  const valid = transports.filter(({ transport }) => isOf(transport)).flatMap(one => one.valid);
  return median(valid.map(of).filter(value => value !== null));
}

const isPolling = (transport: Transport): boolean => !isPush(transport);

/** Whether the polls of a point keep their connection; null where nothing polls. */
function keepsAlive({ point }: PointView): boolean | null {
  const { 'short-polling': short, 'long-polling': long } = point.load.transports;
  const own = [short, long].filter(one => one !== undefined);
  return own.length === 0 ? null : own.every(one => one.keepAlive !== false);
}

/** How a load polls, without whether it keeps connections. */
function keyWithoutKeepAlive({ point: { load } }: PointView): string {
  const { 'short-polling': short, 'long-polling': long } = load.transports;
  const polls = [short, long].map(one => one && { ...one, keepAlive: undefined });
  return canonical({ ...load, transports: polls });
}

/** Up to the first number of connections per request, polls keep theirs; from the other on, no. */
const [KEPT_UP_TO, NONE_KEPT_FROM] = [0.1, 0.9];

/** Whether polls open a connection each, where they may keep it. */
function keptInWords(perRequest: number): string {
  if (perRequest <= KEPT_UP_TO) return 'No, if polls keep their connection';
  return perRequest >= NONE_KEPT_FROM ? 'Yes, even if polls may keep their connection' : 'In part';
}

/**
 * `No, if polls keep their connection: 0 opened per request at “kept”, 1 at “new for each poll”.`,
 * where points differ only by whether polls keep their connections; else null.
 */
export function connectionsInWords(points: readonly PointView[]): string | null {
  const kept = points.map(keepsAlive);
  if (!kept.includes(true) || !kept.includes(false) || kept.includes(null)) return null;
  if (new Set(points.map(keyWithoutKeepAlive)).size > 1) return null;
  const known = points.flatMap((view, index) => {
    const value = medianAt(view, isPolling, CONNECTIONS_PER_REQUEST);
    return value === null ? [] : [{ label: view.point.label, value, isKept: kept[index] === true }];
  });
  const ifKept = known.find(({ isKept }) => isKept);
  if (!ifKept || known.length < 2) return null;
  const words = known.map(({ label, value }) => `${given(Number(value.toPrecision(3)))} at “${label}”`);
  return `${keptInWords(ifKept.value)}. ${CONNECTIONS_PER_REQUEST.title}: ${list(words)}.`;
}

const PARTS = ['forward', 'processing', 'back', 'handling'] as const;

/**
 * `Largest part of the time: back with short polling (99.8% of 103 ms) and SSE (52% of 0.41 ms).`:
 * where the mean time of a message there and back goes, at the only point; null without its parts.
 */
export function largestPartInWords(points: readonly PointView[]): string | null {
  const [view, ...others] = points;
  if (!view || others.length > 0) return null;
  const groups = largestParts(
    view,
    ({ share, wholeMs }) => ` (${percent(share)} of ${withUnit(wholeMs, 'ms')})`,
  );
  return groups === null ? null : `Largest part of the time: ${groups}.`;
}

/** The largest part of the time of a message there and back. */
interface LargestPart {
  part: (typeof PARTS)[number];
  /** Of the whole, in %. */
  share: number;
  wholeMs: number;
}

function largestPartOf(one: Parameters<typeof meanMsOf>[0]): LargestPart | null {
  const values = PARTS.map(part => ({ part, ms: meanMsOf(one, part) ?? 0 }));
  const wholeMs = values.reduce((sum, { ms }) => sum + ms, 0);
  const [largest] = values.toSorted((a, b) => b.ms - a.ms);
  return largest && wholeMs > 0 ? { part: largest.part, share: (100 * largest.ms) / wholeMs, wholeMs } : null;
}

/** `back with SSE and WebSocket; forward with short polling`, with more of each by `detail`. */
function largestParts(view: PointView, detail: (largest: LargestPart) => string): string | null {
  if (!view.point.load.senders) return null;
  const found = phasesOf(view.transports)
    .filter(({ transport }) => isTested(transport))
    .flatMap(one => {
      const largest = largestPartOf(one);
      return largest ? [{ part: largest.part, words: `${inProse(one.transport)}${detail(largest)}` }] : [];
    });
  if (found.length < 2) return null;
  return [...Map.groupBy(found, ({ part }) => part)]
    .map(
      ([part, own]) => `${midSentence(PHASE_WORDS[part].title)} with ${list(own.map(({ words }) => words))}`,
    )
    .join('; ');
}

/**
 * `Largest part of the time at “20 ms”: back with short polling (63%), …`: at the first and the
 * last of several points over paths, as far as they have parts.
 */
export function largestPartsInWords(points: readonly PointView[]): string[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || first === last || !points.every(({ point }) => point.load.path)) return [];
  return [first, last].flatMap((view, index) => {
    const groups = largestParts(view, ({ share }) => ` (${percent(share)})`);
    const start = index === 0 ? 'Largest part of the time at' : 'At';
    return groups === null ? [] : [`${start} “${view.point.label}”: ${groups}.`];
  });
}

/** `Messages for 100 notifications: short polling 1, …, WebSocket 100.`; null for other loads. */
export function messagesInWords(points: readonly PointView[]): string | null {
  const [view] = points;
  if (!view || points.length > 1 || view.point.load.arrivals.kind !== 'burst') return null;
  const words = view.transports
    .filter(({ transport, valid }) => isTested(transport) && valid.length > 0)
    .flatMap(({ transport }) => {
      const value = medianAt(view, one => one === transport, MESSAGES_PER_HUNDRED);
      return value === null ? [] : [`${inProse(transport)} ${figure(value)}`];
    });
  return words.length < 2 ? null : `${MESSAGES_PER_HUNDRED.title}: ${list(words)}.`;
}

/** What is this share above the lowest no longer matters. */
const NEGLIGIBLE = 0.1;

/**
 * `The highest is within 10% of the lowest from 16,384 B on (×1.02); at 32 B it is ×4.90.`: from
 * which payload on the transports differ by less, block by block as in the matrix; null for another
 * axis.
 */
export function overheadInWords(
  { unit, prose, placed }: Curve,
  measure: Measure,
  preset: Preset,
): string | null {
  if (prose !== 'payload' || placed.length < 2) return null;
  const known = placed.flatMap(({ view, x }) => {
    const outcome = rank(view, measure, preset);
    if (outcome.kind === 'not-compared') return [];
    return [{ x, timesLowest: Math.max(1, ...outcome.rivals.flatMap(rival => timesFirst(rival) ?? [])) }];
  });
  const from = known.findLastIndex(({ timesLowest }) => timesLowest > 1 + NEGLIGIBLE) + 1;
  const [first, end] = [known[0], known[from]];
  if (!first) return null;
  const start = `at ${given(first.x)} ${unit} it is ${times(first.timesLowest)}`;
  const last = known.at(-1);
  if (!end) {
    return last && last !== first
      ? `The highest is nowhere within ${given(100 * NEGLIGIBLE)}% of the lowest: ${start}, at ${given(last.x)} ${unit} ${times(last.timesLowest)}.`
      : null;
  }
  if (from === 0) return `The highest is within ${given(100 * NEGLIGIBLE)}% of the lowest everywhere.`;
  return `The highest is within ${given(100 * NEGLIGIBLE)}% of the lowest from ${given(end.x)} ${unit} on (${times(end.timesLowest)}); ${start}.`;
}
