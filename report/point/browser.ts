import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Table } from '../charts/spec.ts';
import type { TransportFigures } from '../model/figures.ts';
import { isMeasured, type PointView } from '../model/point.ts';
import { renderTable } from '../parts/table.ts';
import { figure, integer, NOTHING, withUnit } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';

type InBrowser = MeasuredTrial & { browser: NonNullable<MeasuredTrial['browser']> };

/** Every attempt: what a browser did, it did, whatever gate the trial failed. */
const trialsOf = ({ trials }: TransportFigures): InBrowser[] =>
  trials.filter((trial): trial is InBrowser => isMeasured(trial) && trial.browser !== undefined);

const least = (values: readonly number[]) => Math.min(...values);
const most = (values: readonly number[]) => Math.max(...values);

/** `no` where it went unanswered in any attempt. */
function ownRequest(trials: readonly InBrowser[]): string {
  const timesMs = trials.map(({ browser }) => browser.ownRequestMs);
  return timesMs.some(ms => ms === null) ? 'no answer' : figure(most(timesMs.map(Number)));
}

/** `9 of 9, 4.10 ms`; nothing where none were made. */
function ownRequests(trials: readonly InBrowser[]): string {
  const all = trials.flatMap(({ browser }) => browser.ownRequests ?? []);
  if (all.length === 0) return NOTHING;
  const sum = (what: 'made' | 'answered') => all.reduce((total, one) => total + one[what], 0);
  const timesMs = all.flatMap(({ medianMs }) => medianMs ?? []);
  const took = timesMs.length === 0 ? '' : `, ${withUnit(most(timesMs), 'ms')}`;
  return `${integer(sum('answered'))} of ${integer(sum('made'))}${took}`;
}

const tableOf = (all: readonly { figures: TransportFigures; trials: InBrowser[] }[]): Table => ({
  caption:
    'Over every attempt, invalid ones included. Served: subscriptions of the page that had a first notification, the least of any attempt. Connections: open at the end of the window, the most. Own request: an ordinary request of the page beside its subscriptions, before anything was published, the longest; no answer means none within 2 s. In the window: how many of such requests were answered, and the largest median; bytes and CPU of the point hold these requests, too.',
  columns: [
    'Transport',
    'Subscriptions',
    'Served',
    'Connections',
    'Own request (ms)',
    'Own requests in the window',
    'Requests a second',
    'Tab hidden',
  ],
  rows: all.map(({ figures, trials }) => [
    { transport: figures.transport },
    integer(most(trials.map(({ browser }) => browser.subscriptions))),
    integer(least(trials.map(({ browser }) => browser.served))),
    integer(most(trials.map(({ server }) => server.connections.open))),
    ownRequest(trials),
    ownRequests(trials),
    figure(most(trials.map(({ server, windowMs }) => (1000 * server.requests) / windowMs))) || NOTHING,
    trials.every(({ browser }) => browser.hidden) ? 'yes' : 'no',
  ]),
});

/** What the browser of a point did; nothing where none took part. */
export function renderBrowser({ transports }: PointView): Markup | null {
  const all = transports
    .map(figures => ({ figures, trials: trialsOf(figures) }))
    .filter(({ trials }) => trials.length > 0);
  const trials = all.flatMap(one => one.trials);
  const [first] = trials;
  if (!first) return null;
  const errorMs = most(trials.map(({ browser }) => browser.clockErrorMs));
  const stepMs = most(trials.map(({ browser }) => browser.clockStepMs));
  return html`<div class="more outcome"><h4>In the browser</h4>
<p class="detail">${first.browser.version}, without a window. Times are by the page’s clock, which goes in steps of ${withUnit(stepMs, 'ms')} and was tied to the lab’s within ±${withUnit(errorMs, 'ms')}.</p>
${renderTable(tableOf(all))}</div>`;
}
