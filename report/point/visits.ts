import { costOfVisit } from '../../analysis/comparison/visit-cost.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Cell, Table } from '../charts/spec.ts';
import type { TransportFigures } from '../model/figures.ts';
import type { PointView } from '../model/point.ts';
import { roundTripsMeasure } from '../model/round-trips.ts';
import { spreadOver } from '../model/spread.ts';
import { renderCheck } from '../parts/check.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { capital, counted, given, integer } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { leastFirst } from '../words/least-first.ts';

type Visits = NonNullable<MeasuredTrial['visits']>;

const visitsOf = ({ valid }: TransportFigures): Visits[] =>
  valid.flatMap(({ visits }) => (visits ? [visits] : []));

/** The sum over the visits of all valid trials of a transport. */
const total = (figures: TransportFigures, pick: (visits: Visits) => number): number =>
  visitsOf(figures).reduce((sum, visits) => sum + pick(visits), 0);

const each = ({ valid }: TransportFigures, cost: Parameters<typeof costOfVisit>[1]): Cell =>
  ranged(spreadOver(valid, trial => costOfVisit(trial, cost)));

function tableOf(transports: readonly TransportFigures[]): Table {
  return {
    caption:
      'Visits that were due in the windows of valid trials, and the cost of one visit for server and network: medians over blocks; small: the range over blocks',
    columns: [
      'Transport',
      'Due',
      'Completed',
      'Told: cursor too old',
      'Failed',
      'Server CPU (µs per visit)',
      'Application (B per visit)',
      'Wire (B per visit)',
      'Packets per visit',
    ],
    rows: transports.map(figures => [
      { transport: figures.transport },
      integer(total(figures, ({ due }) => due)),
      integer(total(figures, ({ completed }) => completed)),
      integer(total(figures, ({ told }) => told)),
      integer(total(figures, ({ failed }) => failed)),
      each(figures, 'cpuMicrosPerVisit'),
      each(figures, 'applicationBytesPerVisit'),
      each(figures, 'wireBytesPerVisit'),
      each(figures, 'packetsPerVisit'),
    ]),
  };
}

/** Whether every visit that was due succeeded, in a sentence. */
function outcomeOf(transports: readonly TransportFigures[]): { text: string; warn: boolean } {
  const sum = (pick: (visits: Visits) => number) =>
    transports.reduce((all, figures) => all + total(figures, pick), 0);
  const [due, told, failed] = [sum(one => one.due), sum(one => one.told), sum(one => one.failed)];
  const completed = sum(one => one.completed);
  if (due === 0) return { text: 'No visit was due.', warn: false };
  /** `5 of 7 visits`, `all 7 visits`, `the only visit` */
  const part = (count: number) => {
    if (count < due) return `${integer(count)} of ${counted(due, 'visit')}`;
    return due === 1 ? 'the only visit' : `all ${integer(due)} visits`;
  };
  const missed = due === 1 ? 'it had missed' : 'they had missed';
  const sentences = [
    ...(completed > 0 || told === 0 ? [`${capital(part(completed))} got everything ${missed}.`] : []),
    ...(told > 0 ? [`The server told ${part(told)} that the cursor is too old.`] : []),
    ...(failed > 0 ? [`${capital(part(failed))} failed.`] : completed < due ? ['No visit failed.'] : []),
  ];
  return { text: sentences.join(' '), warn: failed > 0 };
}

/** The time to the first notification in round trips of the path; null without a path. */
function roundTripsInWords(view: PointView, visited: readonly TransportFigures[]): string | null {
  const measure = roundTripsMeasure([view]);
  if (!measure) return null;
  const words = leastFirst(
    visited.map(({ transport, valid }) => ({
      transport,
      value: spreadOver(valid, measure.of)?.value ?? null,
    })),
    measure.unit,
  );
  const { rttMs = 0 } = view.point.load.path ?? {};
  return words && `Mean time to the first notification, in round trips of ${given(rttMs)} ms: ${words}.`;
}

/** The outcome of a point's visits and the cost of one; null where there are no visits. */
export function renderVisits(view: PointView): Markup | null {
  const { transports } = view;
  const visited = transports.filter(figures => visitsOf(figures).length > 0);
  if (visited.length === 0) return null;
  const cost = leastFirst(
    visited.map(({ transport, valid }) => ({
      transport,
      value: spreadOver(valid, trial => costOfVisit(trial, 'cpuMicrosPerVisit'))?.value ?? null,
    })),
    'µs',
  );
  const roundTrips = roundTripsInWords(view, visited);
  return html`<div class="more outcome"><h4>Visits</h4>
${renderCheck(outcomeOf(visited))}<p class="detail">Server CPU of one visit: ${cost}.</p>${roundTrips && html`<p class="detail">${roundTrips}</p>`}
${renderTable(tableOf(visited))}</div>`;
}
