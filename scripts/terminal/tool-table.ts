import { crossChecksOf, generatorViews } from '../../report/model/cross-checks.ts';
import { type PointView, viewPoint } from '../../report/model/point.ts';
import { limitOf, type RequestView, requestViews } from '../../report/model/requests.ts';
import { figure, integer, NOTHING } from '../../report/text/format.ts';
import { GENERATORS } from '../../report/text/generators.ts';
import { crossCheckInWords } from '../../report/words/agreement.ts';
import type { Run, RunScenario } from '../../results/format/run.ts';
import { nameOf } from '../../scenarios/load/transport.ts';
import { shownLine, type Terminal } from './terminal.ts';
import { tableText } from './terminal-table.ts';
import { wrapped } from './wrapped.ts';

const HEAD = [
  'transport',
  'measured by',
  'delivered',
  'p50 ms',
  'p99 ms',
  'down B/delivery',
  'own CPU µs/delivery',
  'own KiB/subscriber',
  'valid trials',
];

/** The values of external tools at a point, and their cross-checks; empty without tools. */
export function toolTable(run: Run, view: PointView, terminal: Terminal): string {
  const views = generatorViews(run, view);
  if (views.length === 0) return '';
  const rows = views.map(one => [
    nameOf(one.transport),
    GENERATORS[one.generator],
    one.valid.length === 0
      ? NOTHING
      : integer(one.valid.reduce((sum, { deliveries }) => sum + deliveries.received, 0)),
    figure(one.p50Ms?.value),
    figure(one.p99Ms?.value),
    figure(one.downBytesPerDelivery?.value),
    figure(one.clientCpuMicrosPerDelivery?.value),
    integer((one.clientMemoryBytesPerSubscriber?.value ?? Number.NaN) / 1024),
    `${one.valid.length}\u00a0of\u00a0${one.trials.length}`,
  ]);
  const words = crossChecksOf(run, view).map(one => shownLine(crossCheckInWords(one).text, terminal, '  '));
  return `\n\n${[tableText({ head: HEAD, texts: 2, rows }, terminal), ...words].join('\n')}`;
}

const REQUEST_HEAD = [
  'transport',
  'answered/s',
  'p50 ms',
  'p99 ms',
  'CPU µs/request',
  'server CPU %',
  'own CPU %',
  'valid trials',
];

/** What limits each transport at a point, in lines: one for all of them where it is the same. */
function limitLines(views: readonly RequestView[], terminal: Terminal): string[] {
  const limits = views.flatMap(one =>
    one.perSecond ? [{ name: nameOf(one.transport), limit: limitOf(one) }] : [],
  );
  const [first] = limits;
  if (!first) return [];
  const isSame = limits.every(({ limit }) => limit === first.limit);
  const lines = isSame ? [first.limit] : limits.map(({ name, limit }) => `${name}: ${limit}`);
  return lines.map(line => shownLine(`What limits it: ${line}`, terminal, '  '));
}

/** The requests per second that a server answers: a table for each point of a scenario. */
export function requestTable(run: Run, scenario: RunScenario, terminal: Terminal): string {
  const all = requestViews(
    scenario.points.map(point => viewPoint(run, scenario, point)),
    run,
  );
  const points = [...Map.groupBy(all, ({ view }) => view.point)].map(([{ label }, views]) => {
    const rows = views.map(one => {
      const valid = one.trials.filter(({ status }) => status === 'valid').length;
      return [
        nameOf(one.transport),
        integer(one.perSecond?.value),
        figure(one.p50Ms?.value),
        figure(one.p99Ms?.value),
        figure(one.serverCpuMicrosPerRequest?.value),
        figure(one.serverCpuPercent?.value),
        figure(one.clientCpuPercent?.value),
        `${valid}\u00a0of\u00a0${one.trials.length}`,
      ];
    });
    const caption = wrapped(`${scenario.title}: ${label}`, terminal.columns).join('\n');
    const table = tableText({ head: REQUEST_HEAD, texts: 1, rows }, terminal);
    return [caption, table, ...limitLines(views, terminal)].join('\n');
  });
  return points.join('\n\n');
}
