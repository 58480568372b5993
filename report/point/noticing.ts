import type { Cell, Table } from '../charts/spec.ts';
import { type Noticing, type NoticingView, noticingsOf } from '../model/noticing.ts';
import type { PointView } from '../model/point.ts';
import { renderTable } from '../parts/table.ts';
import { figure, integer, NOTHING } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { secondsInWords } from '../words/noticing.ts';

const seconds = (ms: number | null | undefined) => (ms == null ? NOTHING : figure(ms / 1000));

const cellsOf = (one: Noticing | null): Cell[] =>
  one === null
    ? [NOTHING, NOTHING, NOTHING, NOTHING, NOTHING]
    : [
        `${integer(one.noticed)} of ${integer(one.of)}`,
        seconds(one.range?.fromMs),
        seconds(one.medianMs),
        seconds(one.range?.toMs),
        one.predicted ? secondsInWords(one.predicted) : NOTHING,
      ];

const columnsOf = (who: string): string[] => [
  who,
  `${who}: first (s)`,
  `${who}: median (s)`,
  `${who}: last (s)`,
  `${who}: predicted`,
];

const tableOf = (views: readonly NoticingView[]): Table => ({
  caption:
    'Who noticed, in seconds after the fault: a client when it gave its first connection up, the server when it had closed a connection from before the fault. Sums over the valid trials. Predicted: by the time-outs of both sides. A dash: nobody noticed within the window, no model says when, or the connections need not be dead.',
  columns: ['Transport', ...columnsOf('Clients'), ...columnsOf('Server')],
  rows: views.map(({ transport, clients, server }) => [
    { transport },
    ...cellsOf(clients),
    ...cellsOf(server),
  ]),
});

/** Who noticed a fault of which nobody told; null where it was announced. */
export function renderNoticing(view: PointView): Markup | null {
  const views = noticingsOf(view);
  return views.length === 0 ? null : html`${renderTable(tableOf(views))}`;
}
