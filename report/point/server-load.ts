import type { Table } from '../charts/spec.ts';
import type { PointView } from '../model/point.ts';
import { spreadOver } from '../model/spread.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { html, type Markup } from '../text/html.ts';
import { leastFirst } from '../words/least-first.ts';
import { CONNECTION_COLUMNS, CPU_COLUMNS, LOOP_COLUMNS, type LoadColumn } from './server-load-columns.ts';

const TABLES: { caption: string; columns: LoadColumn[] }[] = [
  { caption: 'Processor time of the server process in the window', columns: CPU_COLUMNS },
  { caption: 'Event loop, garbage collection and scheduling of the server process', columns: LOOP_COLUMNS },
  {
    caption:
      'Connections and memory at the end of the window. Per subscriber: growth since before the first connection, divided by the number of subscribers. The kernel’s socket memory (/proc/net/sockstat) covers the whole host, so both ends of each connection, and grows in steps of some hundred KiB.',
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

/** The server load of each transport: one sentence, and folded tables. */
export function renderServerLoad(view: PointView): Markup {
  const share = leastFirst(
    view.transports.map(({ transport, valid }) => ({
      transport,
      value: spreadOver(valid, ({ server }) => server.cpuPercent)?.value ?? null,
    })),
    '%',
  );
  const words = share
    ? `CPU of the server, in % of one core: ${share}.`
    : 'No valid trial has measurements of the server.';
  return html`<div class="more"><h4>Server load</h4><p class="detail">${words}</p>
<details><summary>CPU, event loop, garbage collection, context switches, connections and memory</summary>
${TABLES.map(table => renderTable(tableOf(view, table)))}</details></div>`;
}
