import { inProse } from '../../scenarios/load/transport.ts';
import { RECOVERY_TIMELINES } from '../charts/series-words.ts';
import type { Check, Table, TimelineSpec } from '../charts/spec.ts';
import { timelineFigure } from '../charts/timeline.ts';
import type { PointView } from '../model/point.ts';
import { type RecoveryView, recoveriesOf } from '../model/recovery.ts';
import { inUnitsOf } from '../model/spread.ts';
import { renderCheck } from '../parts/check.ts';
import { hasFigure, renderFigure } from '../parts/figure.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { capital, counted, figure, integer, list, withUnit } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { leastFirst } from '../words/least-first.ts';
import { renderNoticing } from './noticing.ts';

const seconds = (ms: number) => ms / 1000;

/** The time from the first fault of any trial until the last fault is cleared. */
function spanOf(views: readonly RecoveryView[]): TimelineSpec['span'] {
  const fromSeconds = seconds(Math.min(...views.map(({ faultAtMs }) => faultAtMs.min)));
  const toSeconds = seconds(Math.max(...views.map(({ clearedAtMs }) => clearedAtMs.max)));
  return { fromSeconds, toSeconds, label: 'fault' };
}

/** What was missing or duplicate, and how many subscribers never caught up. */
function lossOf(views: readonly RecoveryView[]): Check {
  const faults = views.flatMap(({ transport, missing, duplicate, affected, recovered }) => {
    const parts = [
      ...(missing > 0 ? [`${counted(missing, 'delivery', 'deliveries')} missing`] : []),
      ...(duplicate > 0 ? [`${counted(duplicate, 'delivery', 'deliveries')} duplicate`] : []),
      ...(recovered < affected
        ? [`${integer(affected - recovered)} of ${counted(affected, 'subscriber')} not caught up`]
        : []),
    ];
    return parts.length > 0 ? [`${capital(inProse(transport))}: ${list(parts)}.`] : [];
  });
  return faults.length > 0
    ? { warn: true, text: `Not all recovered. ${faults.join(' ')}` }
    : {
        warn: false,
        text: 'On every transport, nothing was lost or duplicate, and every subscriber caught up.',
      };
}

/** What a fault cost in deliveries and subscribers; null where there was no fault. */
export function lossInWords({ transports }: PointView): string | null {
  const views = recoveriesOf(transports);
  return views.length === 0 ? null : lossOf(views).text;
}

function caughtUpInWords(views: readonly RecoveryView[]): string {
  const of = (pick: (view: RecoveryView) => number | undefined) =>
    leastFirst(
      views.map(view => {
        const value = pick(view);
        return { transport: view.transport, value: value === undefined ? null : seconds(value) };
      }),
      's',
    );
  const [half, last] = [of(view => view.caughtUpP50Ms?.value), of(view => view.caughtUpMaxMs?.value)];
  if (!half) return 'No subscriber caught up.';
  return `Time until a subscriber had caught up (had everything due by then), from the moment the fault was cleared. Median subscriber: ${half}. Last subscriber: ${last}.`;
}

function faultInWords([first, ...others]: readonly RecoveryView[]): string {
  if (!first) return '';
  const brokenMs = [first, ...others].map(view => view.brokenMs);
  const [least, most] = [
    Math.min(...brokenMs.map(({ min }) => min)),
    Math.max(...brokenMs.map(({ max }) => max)),
  ];
  const from = withUnit(seconds(first.faultAtMs.value), 's');
  if (most === 0) return `The fault occurred ${from} into the window and was cleared at once.`;
  const [low, high] = [figure(seconds(least)), withUnit(seconds(most), 's')];
  const how = high.startsWith(`${low}\u00a0`) ? high : `${low} to ${high}`;
  return `The fault occurred ${from} into the window and lasted ${how}.`;
}

const tableOf = (views: readonly RecoveryView[]): Table => ({
  caption:
    'Times are medians over blocks; small: the range over blocks. Counts are sums over every attempt, including invalid ones, because every loss counts. Without connection: from the loss of a connection until it was served again; no value where no connection was lost. Caught up: the subscriber has everything due by then; the time counts from when the fault was cleared. Connections: those that the server accepted after the fault and within the window.',
  columns: [
    'Transport',
    'Fault lasted (s)',
    'Subscribers affected',
    'Caught up',
    'Without connection, p50 (s)',
    'Without connection, longest (s)',
    'Caught up after, p50 (s)',
    'Caught up after, last (s)',
    'Missing',
    'Duplicate',
    'Connections opened',
    'Peak (connections a second)',
  ],
  rows: views.map(view => [
    { transport: view.transport },
    ranged(inUnitsOf(1000, view.brokenMs)),
    integer(view.affected),
    integer(view.recovered),
    ranged(inUnitsOf(1000, view.reconnectedP50Ms)),
    ranged(inUnitsOf(1000, view.reconnectedMaxMs)),
    ranged(inUnitsOf(1000, view.caughtUpP50Ms)),
    ranged(inUnitsOf(1000, view.caughtUpMaxMs)),
    integer(view.missing),
    integer(view.duplicate),
    ranged(view.connections),
    ranged(view.peakConnectionsPerSecond),
  ]),
});

/** How the transports of a point recovered from a deliberate fault; null where there was none. */
export function renderRecovery(view: PointView): Markup | null {
  const { transports } = view;
  const views = recoveriesOf(transports);
  if (views.length === 0) return null;
  const span = spanOf(views);
  const figures = RECOVERY_TIMELINES.map(words => timelineFigure(transports, words, span));
  return html`<div class="more outcome"><h4>The fault and the recovery</h4>
<p class="detail">${capital(faultInWords(views))} ${caughtUpInWords(views)}</p>
${renderCheck(lossOf(views))}
${renderTable(tableOf(views))}
${renderNoticing(view)}
<div class="charts sweeps">${figures.filter(hasFigure).map(renderFigure)}</div></div>`;
}
