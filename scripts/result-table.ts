import Table from 'cli-table3';
import type { Run } from '../bench/results.ts';
import { figure, integer, times } from '../report/format.ts';
import { viewPoint } from '../report/model/point.ts';
import { nameOf } from '../report/transports.ts';

const HEAD = [
  'transport',
  'p50 ms',
  'p99 ms',
  'CPU µs/delivery',
  '× floor',
  'bytes/delivery',
  'missing',
  'valid trials',
];

/** The main figures of a run as a table for a terminal: medians over blocks, percentiles of the merged histograms. */
export function resultTable(run: Run): string {
  return run.scenarios
    .flatMap(scenario =>
      scenario.points.map(point => {
        const table = new Table({
          head: HEAD,
          style: { head: [], border: [] },
          colAligns: HEAD.map((_, column) => (column === 0 ? 'left' : 'right')),
        });
        for (const figures of viewPoint(run, scenario, point).transports) {
          const { merged } = figures.latency.fromSchedule;
          table.push([
            nameOf(figures.transport),
            figure(merged?.quantileMs(0.5)),
            figure(merged?.quantileMs(0.99)),
            figure(figures.cpuMicrosPerDelivery?.value),
            times(figures.cpuTimesFloor?.value),
            figure(figures.bytesPerDelivery?.value),
            integer(figures.missing),
            `${figures.valid.length} of ${figures.trials.length}`,
          ]);
        }
        return `${scenario.title}: ${point.label}\n${table.toString()}`;
      }),
    )
    .join('\n\n');
}
