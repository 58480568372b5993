import { inProse } from '../../scenarios/load/transport.ts';
import { leastFirst } from '../charts/least-first.ts';
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

const seconds = (ms: number) => ms / 1000;

/** The stretch from the first fault of any trial to the last mending. */
function spanOf(views: readonly RecoveryView[]): TimelineSpec['span'] {
  const fromSeconds = seconds(Math.min(...views.map(({ faultAtMs }) => faultAtMs.min)));
  const toSeconds = seconds(Math.max(...views.map(({ clearedAtMs }) => clearedAtMs.max)));
  return { fromSeconds, toSeconds, label: toSeconds - fromSeconds < 0.1 ? 'fault' : 'broken' };
}

/** What was lost or came twice, and who never was whole again. */
function lossOf(views: readonly RecoveryView[]): Check {
  const faults = views.flatMap(({ transport, missing, duplicate, affected, recovered }) => {
    const parts = [
      ...(missing > 0 ? [`${counted(missing, 'delivery', 'deliveries')} missing`] : []),
      ...(duplicate > 0 ? [`${integer(duplicate)} twice`] : []),
      ...(recovered < affected
        ? [`${integer(affected - recovered)} of ${counted(affected, 'subscriber')} not whole again`]
        : []),
    ];
    return parts.length > 0 ? [`${inProse(transport)} ${list(parts)}`] : [];
  });
  return faults.length > 0
    ? { warn: true, text: `Not all came through: ${faults.join('; ')}.` }
    : {
        warn: false,
        text: 'Nothing was lost and nothing came twice, on any transport, and every subscriber is whole again.',
      };
}

/** What a fault cost a point in deliveries and subscribers; nothing where nothing was broken. */
export function lossInWords({ transports }: PointView): string | null {
  const views = recoveriesOf(transports);
  return views.length === 0 ? null : lossOf(views).text;
}

function wholeInWords(views: readonly RecoveryView[]): string {
  const of = (pick: (view: RecoveryView) => number | undefined) =>
    leastFirst(
      views.map(view => {
        const value = pick(view);
        return { transport: view.transport, value: value === undefined ? null : seconds(value) };
      }),
      's',
    );
  const [half, last] = [of(view => view.wholeP50Ms?.value), of(view => view.wholeMaxMs?.value)];
  if (!half) return 'Nobody was whole again.';
  return `Half of the subscribers were whole again (had all that was due until then) so long after the mending: ${half}. The last of them: ${last}.`;
}

function faultInWords([first, ...others]: readonly RecoveryView[]): string {
  if (!first) return '';
  const brokenMs = [first, ...others].map(view => view.brokenMs);
  const [least, most] = [
    Math.min(...brokenMs.map(({ min }) => min)),
    Math.max(...brokenMs.map(({ max }) => max)),
  ];
  const from = withUnit(seconds(first.faultAtMs.value), 's');
  if (most === 0) return `The fault came ${from} into the window and was over at once.`;
  const [low, high] = [figure(seconds(least)), withUnit(seconds(most), 's')];
  const how = high.startsWith(`${low}\u00a0`) ? high : `${low} to ${high}`;
  return `The fault came ${from} into the window and stood in the way for ${how}.`;
}

const tableOf = (views: readonly RecoveryView[]): Table => ({
  caption:
    'Around the fault: times are medians over blocks; counts are of every attempt together, invalid ones included, for a loss is a loss; small: the range over blocks. Without connection: from the break of a connection until it was served again, none where none broke. Whole again: has everything that was due until then, counted from the mending. Connections: those that the server accepted after the fault and within the window.',
  columns: [
    'Transport',
    'Fault lasted (s)',
    'Subscribers affected',
    'Whole again',
    'Without connection, p50 (s)',
    'Without connection, longest (s)',
    'Whole again after, p50 (s)',
    'Whole again after, last (s)',
    'Missing',
    'Twice',
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
    ranged(inUnitsOf(1000, view.wholeP50Ms)),
    ranged(inUnitsOf(1000, view.wholeMaxMs)),
    integer(view.missing),
    integer(view.duplicate),
    ranged(view.connections),
    ranged(view.peakConnectionsPerSecond),
  ]),
});

/** How a point came through what was broken on purpose; nothing where nothing was. */
export function renderRecovery({ transports }: PointView): Markup | null {
  const views = recoveriesOf(transports);
  if (views.length === 0) return null;
  const span = spanOf(views);
  const figures = RECOVERY_TIMELINES.map(words => timelineFigure(transports, words, span));
  return html`<div class="more outcome"><h4>The fault, and how all came back</h4>
<p class="detail">${capital(faultInWords(views))} ${wholeInWords(views)}</p>
${renderCheck(lossOf(views))}
${renderTable(tableOf(views))}
<div class="charts sweeps">${figures.filter(hasFigure).map(renderFigure)}</div></div>`;
}
