import { kindOf } from '../../analysis/claims/in-browsers.ts';
import { TRANSPORTS } from '../../scenarios/load/transport.ts';
import type { Table } from '../charts/spec.ts';
import { isMeasured, type PointView } from '../model/point.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { capital, list, withUnit } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';

/** Whether one page is simply served, or the lab's own client. */
const isPlain = ({ point: { load } }: PointView): boolean => ['plain', null].includes(kindOf(load));

const receiverOf = ({ point: { load } }: PointView): string =>
  load.browser ? capital(load.browser.program) : 'The lab’s client';

const tableOf = (views: readonly PointView[]): Table => ({
  caption:
    'Latency from schedule, by who received the stream: percentiles of all valid trials; small: the range over blocks',
  columns: [
    'Transport',
    ...views.flatMap(view => ['p50', 'p99'].map(one => `${receiverOf(view)}: ${one} (ms)`)),
  ],
  rows: TRANSPORTS.filter(transport =>
    views.some(({ transports }) => transports.some(figures => figures.transport === transport)),
  ).map(transport => [
    { transport },
    ...views.flatMap(({ transports }) => {
      const latency = transports.find(figures => figures.transport === transport)?.latency.fromSchedule;
      return [ranged(latency?.p50 ?? null), ranged(latency?.p99 ?? null)];
    }),
  ]),
});

/** `±0.2 ms in Chromium`: the most by which a time of this point may be wrong; nothing where its clock is the lab's. */
function errorInWords(view: PointView): string[] {
  const errorsMs = view.transports
    .flatMap(({ trials }) => trials.filter(isMeasured))
    .flatMap(({ browser }) => (browser ? [browser.clockErrorMs] : []));
  return errorsMs.length === 0 ? [] : [`±${withUnit(Math.max(...errorsMs), 'ms')} in ${receiverOf(view)}`];
}

/** Latency by transport and browser, beside that of the lab's own client; nothing where no browser took part. */
export function renderAcrossBrowsers(points: readonly PointView[]): Markup | null {
  const views = points.filter(isPlain);
  const errors = views.flatMap(errorInWords);
  if (errors.length === 0) return null;
  return html`<div class="outcome"><h3>By transport and browser</h3>
<p class="detail">Times of a page are by its own clock, tied to the lab’s: ${list(errors)}. What differs by less is not told apart. Each receiver has a schedule of its own, of the same rate: compare what is many times as much, not pairs.</p>
${renderTable(tableOf(views))}</div>`;
}
