import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Table } from '../charts/spec.ts';
import type { TransportFigures } from '../model/figures.ts';
import { isMeasured, type PointView } from '../model/point.ts';
import { renderTable } from '../parts/table.ts';
import { figure, integer, NOTHING, withUnit } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';

type InBrowser = MeasuredTrial & { browser: NonNullable<MeasuredTrial['browser']> };

/** Every attempt: what a browser did counts even if the trial failed a gate. */
const trialsOf = ({ trials }: TransportFigures): InBrowser[] =>
  trials.filter((trial): trial is InBrowser => isMeasured(trial) && trial.browser !== undefined);

const least = (values: readonly number[]) => Math.min(...values);
const most = (values: readonly number[]) => Math.max(...values);

/** The longest time in ms; `no response` if the request went unanswered in any attempt. */
function ownRequest(trials: readonly InBrowser[]): string {
  const timesMs = trials.map(({ browser }) => browser.ownRequestMs);
  return timesMs.some(ms => ms === null) ? 'no response' : figure(most(timesMs.map(Number)));
}

/** `9 of 9, 4.10 ms`; a dash where none were made. */
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
    'Over all attempts, including invalid ones. Served: subscriptions of the page that got a first notification, the minimum. Connections: open at the end of the window, the maximum. Own request: an ordinary request of the page besides its subscriptions, before anything was published, the longest; no response means none within 2 s. Own requests in the window: how many were answered, and the largest median. The bytes and CPU of the point include these requests.',
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

/** What the browser of a point did; null where no browser took part. */
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
<p class="detail">${first.browser.version}, headless. Times come from the page’s clock, which has a resolution of ${withUnit(stepMs, 'ms')} and was synchronised with the lab’s to ±${withUnit(errorMs, 'ms')}.</p>
${renderTable(tableOf(all))}</div>`;
}
