import type { PhaseId } from '../../results/format/trial-extras.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { meanMsOf, type PhasesView } from '../model/phases.ts';
import { figure, list, midSentence, percent, withUnit } from '../text/format.ts';
import { leastFirst } from '../words/least-first.ts';
import { PHASE_WORDS, phaseTitle } from '../words/phase.ts';
import type { ChartFigure } from './spec.ts';

/** Parts that follow one another and add up. */
export interface Sequence {
  title: string;
  what: string;
  parts: readonly PhaseId[];
  /** A transport without this phase has no bar. */
  needs?: PhaseId;
}

/** A message to the server and back to its sender. */
export const ROUND_TRIP: Sequence = {
  title: 'Round trip, by part',
  what: 'Round trip',
  parts: ['forward', 'processing', 'back', 'handling'],
};

/** The sequences of phases; each is drawn where some transport has a part of it. */
export const SEQUENCES: readonly Sequence[] = [
  ROUND_TRIP,
  {
    title: 'Visit, by part',
    what: 'Visit',
    parts: ['tcp', 'tls', 'request', 'first', 'catch-up'],
    needs: 'to-first',
  },
  {
    title: 'Time until a visitor is told that its cursor is too old',
    what: 'Visit',
    parts: ['told'],
  },
  { title: 'Time to close a connection, by part', what: 'Closing', parts: ['confirmation', 'closed'] },
];

/**
 * A bar this many times as long as the next shorter one starts a new chart, because it would hide
 * the others.
 */
const NEW_AXIS_FROM = 8;

interface Row {
  view: PhasesView;
  values: number[];
  total: number;
}

/** Rows of similar length, shortest group first, each group in the order of the transports. */
function groupsOf(rows: readonly Row[]): Row[][] {
  const groups: Row[][] = [];
  for (const row of rows.toSorted((a, b) => a.total - b.total)) {
    const last = groups.at(-1)?.at(-1);
    if (last && (last.total === 0 || row.total < NEW_AXIS_FROM * last.total)) groups.at(-1)?.push(row);
    else groups.push([row]);
  }
  return groups.map(group => rows.filter(row => group.includes(row)));
}

/** From this share of a bar, its other parts are too thin to be visible. */
const DOMINANT = 0.8;

/** The largest part of a bar; if it hides the other parts, their values too. */
function partsInWords({ values, total }: Row, parts: readonly PhaseId[]): string {
  const most = Math.max(...values);
  const largest = parts[values.indexOf(most)];
  if (total === 0 || largest === undefined || parts.length < 2) return '';
  const name = (part: PhaseId) => midSentence(PHASE_WORDS[part].title);
  const others = parts
    .flatMap((part, index) => {
      const value = values[index] ?? 0;
      return part === largest || value === 0 ? [] : [`${name(part)} ${withUnit(value, 'ms')}`];
    })
    .join(', ');
  const rest = parts.length > 2 && most / total >= DOMINANT && others ? `; ${others}` : '';
  return ` (${name(largest)} ${percent((100 * most) / total)}${rest})`;
}

/** The time to the first notification, if a catch-up follows it. */
function firstInWords(rows: readonly Row[], parts: readonly PhaseId[]): string {
  if (!parts.includes('catch-up')) return '';
  const words = leastFirst(
    rows.map(({ view }) => ({ transport: view.transport, value: meanMsOf(view, 'to-first') })),
    'ms',
  );
  return words && ` To the first notification alone: ${words}.`;
}

function figureOf({ title, what, parts }: Sequence, rows: readonly Row[], alone: boolean): ChartFigure {
  const words = leastFirst(
    rows.map(row => ({ transport: row.view.transport, value: row.total, more: partsInWords(row, parts) })),
    'ms',
  );
  const names = list(rows.map(({ view }) => inProse(view.transport)));
  return {
    title: alone ? title : `${title}: ${names}`,
    summary: `${parts.length > 1 ? 'Mean of the whole, and its largest part' : 'Mean'}: ${words}.${firstInWords(rows, parts)}${alone ? '' : ' Transports with much longer or shorter bars have a chart of their own.'}`,
    checks: [],
    spec: {
      kind: 'stack',
      xAxis: `${what}, mean of each part (ms)`,
      unit: 'ms',
      parts: parts.map(phaseTitle),
      rows: rows.map(({ view, values }) => ({ transport: view.transport, values })),
    },
    table: {
      caption: `${what}: mean of each part in ms, median over blocks`,
      columns: ['Transport', ...parts.map(part => `${phaseTitle(part)} (ms)`), 'Together (ms)'],
      rows: rows.map(({ view, total }) => [
        { transport: view.transport },
        ...parts.map(part => figure(meanMsOf(view, part))),
        figure(total),
      ]),
    },
  };
}

/**
 * The parts of a whole as stacked bars; on several axes if some are many times as long as others.
 */
export function phaseFigures(views: readonly PhasesView[], sequence: Sequence): ChartFigure[] {
  const rows = views.flatMap(view => {
    const means = sequence.parts.map(part => meanMsOf(view, part));
    const values = means.map(value => value ?? 0);
    const arrived = sequence.needs === undefined || meanMsOf(view, sequence.needs) !== null;
    return !arrived || means.every(value => value === null)
      ? []
      : [{ view, values, total: values.reduce((sum, value) => sum + value, 0) }];
  });
  // A part that no transport has is left out of legends and tables.
  const had = sequence.parts.map((_, index) => rows.some(({ values }) => (values[index] ?? 0) > 0));
  const only = <T>(ones: readonly T[]) => ones.filter((_, index) => had[index]);
  const shown = { ...sequence, parts: only(sequence.parts) };
  const groups = groupsOf(rows.map(row => ({ ...row, values: only(row.values) })));
  return groups.map(group => figureOf(shown, group, groups.length === 1));
}
