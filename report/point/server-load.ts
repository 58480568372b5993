import { leastFirst } from '../charts/least-first.ts';
import type { Table } from '../charts/spec.ts';
import type { PointView } from '../model/point.ts';
import { spreadOver } from '../model/spread.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { html, type Markup } from '../text/html.ts';
import { CONNECTION_COLUMNS, CPU_COLUMNS, LOOP_COLUMNS, type LoadColumn } from './server-load-columns.ts';

const TABLES: { caption: string; columns: LoadColumn[] }[] = [
  { caption: 'Processor time of the server process in the window', columns: CPU_COLUMNS },
  { caption: 'Event loop, garbage collection and scheduling of the server process', columns: LOOP_COLUMNS },
  {
    caption:
      'Connections and memory at the end of the window. Per subscriber: growth since before the first connection, divided by the subscribers. The kernel’s socket memory (/proc/net/sockstat) is that of the whole host, so of both ends of each connection, and grows in steps of some hundred KiB.',
    columns: CONNECTION_COLUMNS,
  },
];

function tableOf({ transports, point }: PointView, { caption, columns }: (typeof TABLES)[number]): Table {
  return {
    caption,
    columns: ['Transport', ...columns.map(({ title }) => title)],
    rows: transports.map(({ transport, valid }) => [
      { transport },
      ...columns.map(column => ranged(spreadOver(valid, trial => column.of(trial, point.load.subscribers)))),
    ]),
  };
}

/** What each transport demanded of the server besides CPU per delivery: a sentence, and all of it behind a click. */
export function renderServerLoad(view: PointView): Markup {
  const share = leastFirst(
    view.transports.map(({ transport, valid }) => ({
      transport,
      value: spreadOver(valid, ({ server }) => server.cpuPercent)?.value ?? null,
    })),
    '%',
  );
  const words = share
    ? `Of one core the server used: ${share}.`
    : 'No valid trial has figures of the server.';
  return html`<div class="more"><h4>Server load</h4><p class="detail">${words}</p>
<details><summary>CPU, event loop, garbage collection, context switches, connections and memory</summary>
${TABLES.map(table => renderTable(tableOf(view, table)))}</details></div>`;
}
