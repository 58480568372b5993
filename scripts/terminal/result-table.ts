import { selfComparisons } from '../../analysis/comparison/self-comparison.ts';
import type { TransportFigures } from '../../report/model/figures.ts';
import { metricsOf, spreadOfMetric } from '../../report/model/metric.ts';
import { type PointView, viewPoint } from '../../report/model/point.ts';
import { counted, figure, given, integer, NOTHING, rough, times } from '../../report/text/format.ts';
import {
  DIFFERENCE_COLUMNS,
  differencesByMetric,
  differencesInWords,
  intervalInWords,
  ratioInWords,
  verdictInWords,
} from '../../report/words/verdicts.ts';
import { blocksAt } from '../../results/format/blocks.ts';
import type { Run } from '../../results/format/run.ts';
import { pathInWords } from '../../scenarios/load/path-words.ts';
import { nameOf } from '../../scenarios/load/transport.ts';
import { columnMarks } from './column-marks.ts';
import { legendOf, type MarkedText } from './mark-legend.ts';
import { PLAIN, shownLine, type Terminal } from './terminal.ts';
import { type Cell, tableText } from './terminal-table.ts';
import { requestTable, toolTable } from './tool-table.ts';
import { wrapped } from './wrapped.ts';

/**
 * A column: its title, the measure that decides on its marks, and its values. One with
 * `besideId` stands only beside that measure.
 */
interface Column {
  title: string;
  measureId?: string;
  besideId?: string;
  of(figures: TransportFigures): string;
}

/** The columns of the usual metrics. */
const USUAL: readonly Column[] = [
  {
    title: 'p50 ms',
    measureId: 'p50',
    of: ({ latency }) => figure(latency.fromSchedule.merged?.quantileMs(0.5)),
  },
  {
    title: 'p99 ms',
    measureId: 'p99',
    of: ({ latency: { fromSchedule } }) =>
      (fromSchedule.p99 === null ? rough : figure)(fromSchedule.merged?.quantileMs(0.99)),
  },
  {
    title: 'CPU µs/delivery',
    measureId: 'cpu',
    of: ({ cpuMicrosPerDelivery }) => figure(cpuMicrosPerDelivery?.value),
  },
  { title: 'CPU × floor', besideId: 'cpu', of: ({ cpuTimesFloor }) => times(cpuTimesFloor?.value) },
  {
    title: 'app B/delivery',
    measureId: 'bytes',
    of: ({ bytesPerDelivery }) => figure(bytesPerDelivery?.value),
  },
  {
    title: 'wire B/delivery',
    measureId: 'wire',
    of: ({ wireBytesPerDelivery }) => figure(wireBytesPerDelivery?.value),
  },
];

/** Columns of every kind of load. */
const COUNTS: readonly Column[] = [
  { title: 'missing', of: ({ missing }) => integer(missing) },
  { title: 'valid trials', of: ({ valid, trials }) => `${valid.length}\u00a0of\u00a0${trials.length}` },
];

/**
 * The columns in which any transport has a value: first the measures of the kind of load, then the
 * usual ones that it can have. 80 columns have room for the multiple of the floor only without the
 * former.
 */
function columnsOf(view: PointView): readonly Column[] {
  const measures = metricsOf([view]);
  const own = measures.flatMap((measure): Column[] =>
    measure.head === undefined
      ? []
      : [
          {
            title: measure.head,
            measureId: measure.id,
            of: figures => figure(spreadOfMetric(figures, measure)?.value),
          },
        ],
  );
  const has = (wanted: string | undefined) => measures.some(({ id }) => id === wanted);
  const usual = USUAL.filter(
    ({ measureId, besideId }) => has(measureId) || (own.length === 0 && has(besideId)),
  );
  return [...own, ...usual, ...COUNTS].filter(({ of }) =>
    view.transports.some(figures => of(figures) !== NOTHING),
  );
}

function pointTable(run: Run, view: PointView, terminal: Terminal): MarkedText {
  const { scenario, point, transports } = view;
  const marks = columnMarks(view, run.run.preset);
  const columns = columnsOf(view);
  function cell({ measureId = '', of }: Column, figures: TransportFigures): Cell {
    const mark = marks.get(measureId)?.get(figures.transport);
    return mark ? { value: of(figures), mark } : of(figures);
  }
  const table = {
    head: ['transport', ...columns.map(({ title }) => title)],
    texts: 1,
    rows: transports.map(figures => [
      nameOf(figures.transport),
      ...columns.map(column => cell(column, figures)),
    ]),
  };
  const { path } = point.load;
  const amount = `${counted(blocksAt(scenario, point), 'block')}, window ${given(point.windowSeconds)} s`;
  const over = path === undefined ? '' : `; path: ${pathInWords(path)}`;
  const caption = wrapped(`${scenario.title}: ${point.label} (${amount}${over})`, terminal.columns).join(
    '\n',
  );
  const shown = table.rows.flat().flatMap(one => (typeof one === 'string' ? [] : [one.mark]));
  return {
    text: `${caption}\n${tableText(table, terminal)}${toolTable(run, view, terminal)}`,
    marks: shown,
  };
}

function figureTables(run: Run, terminal: Terminal): string {
  const tables = run.scenarios.flatMap((scenario): MarkedText[] => {
    if (scenario.points.some(({ load }) => load.requests))
      return [{ text: requestTable(run, scenario, terminal), marks: [] }];
    return scenario.points.map(point => pointTable(run, viewPoint(run, scenario, point), terminal));
  });
  const all = {
    text: tables.map(({ text }) => text).join('\n\n'),
    marks: tables.flatMap(({ marks }) => marks),
  };
  const legend = legendOf(all).flatMap(line => wrapped(line, terminal.columns, '  '));
  return `${all.text}\n\n${legend.join('\n')}`;
}

const SELF_HEAD = ['scenario', 'transport', 'metric', 'a / b', '95% interval', 'blocks', 'verdict'];

/** The result of an A/A run: each transport against itself, and the number of false differences. */
function selfTable(run: Run, terminal: Terminal): string {
  const comparisons = selfComparisons(run);
  const table = {
    head: SELF_HEAD,
    texts: 3,
    rows: comparisons.map(({ scenario, point, transport, comparison }) => [
      scenario.points.length > 1 ? `${scenario.id}: ${point.label}` : scenario.id,
      nameOf(transport),
      comparison.metric.title,
      ratioInWords(comparison),
      intervalInWords(comparison),
      integer(comparison.ratios.length),
      verdictInWords(comparison),
    ]),
  };
  const byMetric = { head: DIFFERENCE_COLUMNS, texts: 1, rows: differencesByMetric(comparisons) };
  return [
    ...[table, byMetric].filter(({ rows }) => rows.length > 0).map(one => tableText(one, terminal)),
    shownLine(differencesInWords(comparisons), terminal),
  ].join('\n\n');
}

/**
 * The main values of a run as terminal tables: medians over blocks, percentiles of merged
 * histograms. For an A/A run, each transport includes both arms, and the comparisons follow.
 */
export function resultTable(run: Run, terminal: Terminal = PLAIN): string {
  const tables = figureTables(run, terminal);
  return run.run.aa ? `${tables}\n\n${selfTable(run, terminal)}` : tables;
}
