import { selfComparisons } from '../../analysis/comparison/self-comparison.ts';
import { viewPoint } from '../../report/model/point.ts';
import { counted, figure, given, integer, rough, times } from '../../report/text/format.ts';
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
import { nameOf } from '../../scenarios/load/transport.ts';
import { tableOf } from './terminal-table.ts';
import { requestTable, toolTable } from './tool-table.ts';

/** Titles of the columns; wire bytes only if they were counted. */
const headOf = (onWire: boolean) => [
  'transport',
  'p50 ms',
  'p99 ms',
  'CPU µs/delivery',
  'CPU × floor',
  'app B/delivery',
  ...(onWire ? ['wire B/delivery'] : []),
  'missing',
  'valid trials',
];

function figureTables(run: Run): string {
  return run.scenarios
    .flatMap(scenario => {
      if (scenario.points.some(({ load }) => load.requests)) return [requestTable(run, scenario)];
      return scenario.points.map(point => {
        const view = viewPoint(run, scenario, point);
        const { transports } = view;
        const onWire = transports.some(figures => figures.wireBytesPerDelivery !== null);
        const table = tableOf(headOf(onWire), 1);
        for (const figures of transports) {
          const { merged } = figures.latency.fromSchedule;
          table.push([
            nameOf(figures.transport),
            figure(merged?.quantileMs(0.5)),
            (figures.latency.fromSchedule.p99 === null ? rough : figure)(merged?.quantileMs(0.99)),
            figure(figures.cpuMicrosPerDelivery?.value),
            times(figures.cpuTimesFloor?.value),
            figure(figures.bytesPerDelivery?.value),
            ...(onWire ? [figure(figures.wireBytesPerDelivery?.value)] : []),
            integer(figures.missing),
            `${figures.valid.length} of ${figures.trials.length}`,
          ]);
        }
        const amount = `${counted(blocksAt(scenario, point), 'block')}, window ${given(point.windowSeconds)} s`;
        return `${scenario.title}: ${point.label} (${amount})\n${table.toString()}${toolTable(run, view)}`;
      });
    })
    .join('\n\n')
    .concat(
      '\n\n~ too few notifications per trial for a comparison. The report shows which differences are decided, with intervals.',
    );
}

const SELF_HEAD = ['scenario', 'transport', 'metric', 'a / b', '95% interval', 'blocks', 'verdict'];

/** The result of an A/A run: each transport against itself, and the number of false differences. */
function selfTable(run: Run): string {
  const comparisons = selfComparisons(run);
  const table = tableOf(SELF_HEAD, 3);
  for (const { scenario, point, transport, comparison } of comparisons) {
    table.push([
      scenario.points.length > 1 ? `${scenario.id}: ${point.label}` : scenario.id,
      nameOf(transport),
      comparison.metric.title,
      ratioInWords(comparison),
      intervalInWords(comparison),
      integer(comparison.ratios.length),
      verdictInWords(comparison),
    ]);
  }
  const metrics = tableOf(DIFFERENCE_COLUMNS, 1);
  const byMetric = differencesByMetric(comparisons);
  metrics.push(...byMetric);
  return [
    ...(comparisons.length > 0 ? [table.toString()] : []),
    ...(byMetric.length > 0 ? [metrics.toString()] : []),
    differencesInWords(comparisons),
  ].join('\n');
}

/**
 * The main values of a run as terminal tables: medians over blocks, percentiles of merged
 * histograms. For an A/A run, each transport includes both arms, and the comparisons follow.
 */
export function resultTable(run: Run): string {
  return run.run.aa ? `${figureTables(run)}\n\n${selfTable(run)}` : figureTables(run);
}
