import { type Capacity, carriesFewer } from '../../analysis/claims/capacity.ts';
import type { Verdict } from '../../analysis/statistics/paired-ratios.ts';
import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import type { Measure } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { predictedMedianMs } from '../model/predicted.ts';
import { theoryOfPoint } from '../model/theory.ts';
import { integer, midSentence, rangeOf, withUnit } from '../text/format.ts';
import { QUANTITIES } from '../words/theory.ts';
import { numberAt } from './number-question.ts';
import { placedAt, placesOf } from './places.ts';
import { pointInWords } from './point-words.ts';
import type { OrderQuestion, Place, Question } from './round.ts';

/** The quantity that the models predict for a measure, where they predict one like it. */
const MODELLED: Partial<Record<string, keyof typeof QUANTITIES>> = {
  p50: 'latencyMeanMs',
  bytes: 'applicationBytesPerDelivery',
};

/**
 * What the models predict beside a measured value, and what it is. Beside a median latency that is
 * their median; of some transports they give the mean only, and say so.
 */
function modelOf(view: PointView, transport: Transport, measure: Measure): Place['model'] {
  const figures = view.transports.find(one => one.transport === transport);
  const quantity = MODELLED[measure.id];
  if (!figures || quantity === undefined) return null;
  const medianMs = measure.id === 'p50' ? predictedMedianMs(figures) : null;
  if (medianMs !== null) return { value: withUnit(medianMs, measure.unit), what: 'median, by theory' };
  const row = theoryOfPoint(view).find(one => one.quantity === quantity && one.transport === transport);
  if (!row) return null;
  const value = withUnit(row.predicted.value, QUANTITIES[quantity].unit);
  return { value, what: measure.id === 'p50' ? 'mean, by theory' : 'by theory' };
}

/** Whether the run decides anything about an order. */
const isDecided = (places: readonly { from: number; to: number }[]): boolean =>
  places.some(({ from, to }) => from > 1 || to < places.length);

/** The order of transports in one measure at one point; null where this run decides none of it. */
function orderAt(view: PointView, measure: Measure, preset: Preset): OrderQuestion | null {
  const placed = placedAt(view, measure, preset);
  if (!placed || !isDecided(placed)) return null;
  const models = placed.map(({ transport }) => modelOf(view, transport, measure));
  return {
    kind: 'order',
    text: `Order of ${midSentence(measure.title)}, lowest first, ${pointInWords(view)}`,
    measuredTitle: measure.title,
    isModelled: models.some(model => model !== null),
    places: placed.map(
      ({ transport, spread, from, to }, index): Place => ({
        transport,
        value: withUnit(spread.value, measure.unit),
        detail: rangeOf(spread),
        from,
        to,
        model: models[index] ?? null,
      }),
    ),
  };
}

/**
 * What can be guessed of one measure: the order of the transports at both ends of the points, or
 * where neither is decided at the first point that is, and one value at the last that has one.
 */
export function questionsOf(points: readonly PointView[], measure: Measure, preset: Preset): Question[] {
  const orders = points.map(view => orderAt(view, measure, preset));
  const atEnds = orders.filter((order, index) => order && (index === 0 || index === orders.length - 1));
  const anywhere = orders.filter(order => order !== null).slice(0, 1);
  const numbers = points.map(view => numberAt(view, measure)).filter(number => number !== null);
  return [...(atEnds.length > 0 ? atEnds : anywhere), numbers.at(-1) ?? null].filter(
    question => question !== null,
  );
}

/** A picture of several measures asks for the order in at most so many of them. */
const MOST_ORDERS = 2;

/**
 * What can be guessed of one point in several measures: the order of the transports in the first of
 * them that the run decides, or else one value in the first.
 */
export function questionsOfPoint(view: PointView, measures: readonly Measure[], preset: Preset): Question[] {
  const orders = measures.flatMap(measure => orderAt(view, measure, preset) ?? []).slice(0, MOST_ORDERS);
  if (orders.length > 0) return orders;
  return measures.flatMap(measure => numberAt(view, measure) ?? []).slice(0, 1);
}

/** A capacity compared with another, as `Verdict`: `less` carries fewer subscribers. */
function verdictOfCapacity(one: Capacity, other: Capacity): Verdict {
  const fewer = carriesFewer(one, other);
  if (fewer === null) return 'unresolved';
  return fewer ? 'less' : 'more';
}

/** `8,000 subscribers`; `at least`, where no number was too many. */
const heldInWords = ({ held, failed }: Capacity): string =>
  `${Number.isFinite(failed) ? '' : 'at least '}${integer(held)} subscribers`;

/**
 * What can be guessed of a search: which transport carries the fewest, and how many the last. A
 * lower bound is no value to guess.
 */
export function capacityQuestions(capacities: readonly Capacity[]): Question[] {
  const entries = capacities.toSorted((a, b) => a.held - b.held);
  const places = placesOf(entries, verdictOfCapacity);
  const last = capacities.at(-1);
  const order: OrderQuestion = {
    kind: 'order',
    text: 'Order of the subscribers that one server process carries, fewest first',
    measuredTitle: 'Subscribers',
    isModelled: false,
    places: entries.map((one, index) => ({
      transport: one.transport,
      value: heldInWords(one),
      detail: Number.isFinite(one.failed) ? `${integer(one.failed)} were too many` : '',
      from: places[index]?.from ?? 1,
      to: places[index]?.to ?? entries.length,
      model: null,
    })),
  };
  return [
    ...(isDecided(places) ? [order] : []),
    ...(last && last.held > 0 && Number.isFinite(last.failed)
      ? [
          {
            kind: 'number' as const,
            text: `Subscribers that one server process carries over ${inProse(last.transport)}`,
            unit: 'subscribers',
            value: last.held,
            measured: heldInWords(last),
            min: last.held,
            max: last.failed,
          },
        ]
      : []),
  ];
}
