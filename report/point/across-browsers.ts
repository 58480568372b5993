import { kindOf } from '../../analysis/claims/in-browsers.ts';
import { TRANSPORTS } from '../../scenarios/load/transport.ts';
import type { Table } from '../charts/spec.ts';
import { isMeasured, type PointView } from '../model/point.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { capital, list, withUnit } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';

/** Whether a point is a plain stream, to one page or to the lab's own client. */
const isPlain = ({ point: { load } }: PointView): boolean => ['plain', null].includes(kindOf(load));

const receiverOf = ({ point: { load } }: PointView): string =>
  load.browser ? capital(load.browser.program) : 'The lab’s client';

const tableOf = (views: readonly PointView[]): Table => ({
  caption:
    'Latency from schedule, by receiver of the stream: percentiles of all valid trials; small: the range over blocks',
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

/**
 * `±0.2 ms in Chromium`: the largest possible error of a time at this point; nothing where the
 * lab's own clock measures.
 */
function errorInWords(view: PointView): string[] {
  const errorsMs = view.transports
    .flatMap(({ trials }) => trials.filter(isMeasured))
    .flatMap(({ browser }) => (browser ? [browser.clockErrorMs] : []));
  return errorsMs.length === 0 ? [] : [`±${withUnit(Math.max(...errorsMs), 'ms')} in ${receiverOf(view)}`];
}

/**
 * Latency by transport and browser, with that of the lab's own client; null where no browser took
 * part.
 */
export function renderAcrossBrowsers(points: readonly PointView[]): Markup | null {
  const views = points.filter(isPlain);
  const errors = views.flatMap(errorInWords);
  if (errors.length === 0) return null;
  return html`<div class="outcome"><h3>By transport and browser</h3>
<p class="detail">The times of a page come from its own clock, which is synchronised with the lab’s to: ${list(errors)}. Smaller differences are not distinguishable. Each receiver has its own schedule with the same rate, so the trials are not paired: compare only large ratios.</p>
${renderTable(tableOf(views))}</div>`;
}
