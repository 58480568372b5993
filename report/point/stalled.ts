import type { MeasuredTrial } from '../../results/format/trial.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { MEMORY_TIMELINE } from '../charts/series-words.ts';
import type { Table } from '../charts/spec.ts';
import { timelineFigure } from '../charts/timeline.ts';
import type { TransportFigures } from '../model/figures.ts';
import type { PointView } from '../model/point.ts';
import { inUnitsOf, type Spread, spreadOver } from '../model/spread.ts';
import { renderFigure } from '../parts/figure.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { capital, integer, list, withUnit } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { leastFirst } from '../words/least-first.ts';

const MIB = 1024 ** 2;
type Stalled = NonNullable<MeasuredTrial['stalled']>;

const each = ({ valid }: TransportFigures, pick: (stalled: Stalled) => number | null): Spread | null =>
  spreadOver(valid, ({ stalled }) => stalled && pick(stalled));

const total = ({ valid }: TransportFigures, pick: (stalled: Stalled) => number): number =>
  valid.reduce((sum, { stalled }) => sum + (stalled ? pick(stalled) : 0), 0);

const tableOf = (transports: readonly TransportFigures[]): Table => ({
  caption:
    'Subscribers that stopped reading when the window began. Counts: sums over all valid trials. Times and memory: medians over blocks; small: the range over blocks',
  columns: [
    'Transport',
    'Stalled',
    'Cut off',
    'First cut-off (s into the window)',
    'Last cut-off (s)',
    'Peak memory of the server (MiB)',
  ],
  rows: transports.map(figures => [
    { transport: figures.transport },
    integer(total(figures, ({ readers }) => readers)),
    integer(total(figures, ({ cutOff }) => cutOff)),
    ranged(
      inUnitsOf(
        1000,
        each(figures, one => one.firstCutOffMs),
      ),
    ),
    ranged(
      inUnitsOf(
        1000,
        each(figures, one => one.lastCutOffMs),
      ),
    ),
    ranged(
      inUnitsOf(
        MIB,
        each(figures, one => one.peakRssBytes),
      ),
    ),
  ]),
});

/**
 * How many stalled subscribers the server cut off and when, and on which transports it cut off
 * none.
 */
function cutOffsInWords(transports: readonly TransportFigures[]): string {
  const cut = transports.filter(figures => total(figures, ({ cutOff }) => cutOff) > 0);
  const kept = transports.filter(figures => !cut.includes(figures));
  const words = cut.map(figures => {
    const [readers, cutOff] = [total(figures, one => one.readers), total(figures, one => one.cutOff)];
    const first = withUnit((each(figures, one => one.firstCutOffMs)?.value ?? 0) / 1000, 's');
    const last = withUnit((each(figures, one => one.lastCutOffMs)?.value ?? 0) / 1000, 's');
    const when = first === last ? `after ${first}` : `the first after ${first}, the last after ${last}`;
    return `${inProse(figures.transport)} ${integer(cutOff)} of ${integer(readers)} (${when})`;
  });
  return [
    cut.length > 0
      ? `The server cut off stalled subscribers: ${list(words)}.`
      : 'The server cut off no subscriber.',
    ...(kept.length > 0 && cut.length > 0
      ? [`It cut off none on ${list(kept.map(({ transport }) => inProse(transport)))}.`]
      : []),
  ].join(' ');
}

/** What stalled subscribers cost; null where every subscriber reads. */
export function renderStalled({ transports }: PointView): Markup | null {
  const stalled = transports.filter(({ valid }) => valid.some(trial => trial.stalled !== null));
  if (stalled.length === 0) return null;
  const peak = leastFirst(
    stalled.map(figures => ({
      transport: figures.transport,
      value:
        inUnitsOf(
          MIB,
          each(figures, one => one.peakRssBytes),
        )?.value ?? null,
    })),
    'MiB',
  );
  return html`<div class="more outcome"><h4>Subscribers that stopped reading</h4>
<p class="detail">${capital(cutOffsInWords(stalled))} Peak memory of the server: ${peak}. All other results of this point are those of subscribers that kept reading.</p>
${renderTable(tableOf(stalled))}
<div class="charts">${renderFigure(timelineFigure(stalled, MEMORY_TIMELINE))}</div></div>`;
}
