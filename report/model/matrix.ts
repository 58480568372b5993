import { isTested, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { type Measure, metricsOf } from './metric.ts';
import { type Answer, exampleOf } from './needs.ts';
import type { PointView } from './point.ts';
import { frontOf, type Outcome, rank, shownFrontOf, timesFirst } from './rank.ts';

/**
 * How a transport stands in a row. `best`: lowest or practically equal to it, and all others are
 * known to have more. `open`: not distinguishable from the lowest, or itself the lowest of several
 * such. `more`: more than the lowest. `none`: it has no value.
 */
export type Standing = 'best' | 'more' | 'open' | 'none';

/** One transport in one row. */
export interface MatrixCell {
  transport: Transport;
  standing: Standing;
  /** In the unit of the row; null without a value. */
  value: number | null;
  /**
   * How many times the best, as the median of the ratios within blocks: 1 for the best itself. Null
   * without a ratio, as without a value or where the best is 0.
   */
  timesBest: number | null;
  /** How many blocks the value rests on. */
  blocks: number;
  /**
   * Whether it counts as lowest at the point of the row, as `shownFrontOf` says: `alone`, or `tied`
   * with others; null if it does not.
   */
  counts: 'alone' | 'tied' | null;
  /**
   * Whether it leads the row. At a point: it counts as lowest. For a need: it does so at more than
   * half of the need's decided points.
   */
  leads: boolean;
}

/** One measure of one point, or the answer to one need shown at such a point. */
export interface MatrixRow {
  id: string;
  view: PointView;
  measure: Pick<Measure, 'id' | 'title' | 'unit'>;
  cells: MatrixCell[];
}

/** A row for a need: `answer` says at how many of its points the best transports are best. */
export interface NeedRow extends MatrixRow {
  answer: Answer;
}

/**
 * The standing of a transport in a ranking. Where the lowest is not decided, neither is what equals
 * the first.
 */
function standingOf(
  { kind, first, rivals }: Exclude<Outcome, { kind: 'not-compared' }>,
  transport: Transport,
) {
  const rival = rivals.find(one => one.transport === transport);
  if (rival) {
    if (rival.against.verdict === 'more') return 'more';
    return rival.against.verdict === 'equal' && kind !== 'unresolved' ? 'best' : 'open';
  }
  if (transport !== first.transport) return 'none';
  return kind === 'unresolved' ? 'open' : 'best';
}

/** The cells of one measure at one point; null where fewer than two transports are compared. */
function cellsOf(view: PointView, measure: Measure, preset: Preset): MatrixCell[] | null {
  const outcome = rank(view, measure, preset);
  if (outcome.kind === 'not-compared') return null;
  const { first, rivals } = outcome;
  const [tied, front] = [frontOf(outcome), shownFrontOf(outcome)];
  return view.transports
    .filter(({ transport }) => isTested(transport))
    .map(({ transport }) => {
      const entry = [first, ...rivals].find(one => one.transport === transport);
      const rival = rivals.find(one => one.transport === transport);
      return {
        transport,
        standing:
          tied.includes(transport) && !front.includes(transport) ? 'open' : standingOf(outcome, transport),
        value: entry?.spread.value ?? null,
        timesBest: transport === first.transport ? 1 : rival ? timesFirst(rival) : null,
        blocks: entry?.spread.blocks ?? 0,
        counts: front.includes(transport) ? (front.length > 1 ? 'tied' : 'alone') : null,
        leads: front.includes(transport),
      };
    });
}

/** One row for each measure that transports can be compared by at a point. */
export const pointRows = (view: PointView, preset: Preset): MatrixRow[] =>
  metricsOf([view]).flatMap(measure => {
    const cells = cellsOf(view, measure, preset);
    const id = `${view.scenario.id} ${view.point.id} ${measure.id}`;
    return cells === null ? [] : [{ id, view, measure, cells }];
  });

/**
 * One row for each need: the values of the point that illustrates its answer. A need without a
 * decided point has no row.
 */
export const needRows = (answers: readonly Answer[], preset: Preset): NeedRow[] =>
  answers.flatMap(answer => {
    const example = exampleOf(answer);
    const measure = example && metricsOf([example.view]).find(({ id }) => id === example.measureId);
    const atPoint = measure && cellsOf(example.view, measure, preset);
    if (!atPoint) return [];
    const cells = atPoint.map(cell => ({ ...cell, leads: answer.best.includes(cell.transport) }));
    return [{ id: answer.id, view: example.view, measure, cells, answer }];
  });
