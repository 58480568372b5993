import { isTooWide } from '../../analysis/statistics/widest-interval.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { type Allowance, allowancesOf } from '../model/allowance.ts';
import { type Measure, metricsOf } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import type { Spread } from '../model/spread.ts';
import { figure, NOTHING, range, rangeOf } from '../text/format.ts';
import { OVER_WIDEST } from '../words/interval.ts';
import type { Allowed, Cell, ChartFigure } from './spec.ts';

/** More digits are not seen. */
const shortened = (value: number): number => Number(value.toPrecision(5));

/** The ends that a chart draws; on a logarithmic axis only above 0. */
const endsOf = ({ low, high }: Allowance): Allowed => [shortened(low), shortened(high)];

/** What verdicts allow at each of some points, by transport. */
export type AllowedAt = (view: PointView, transport: Transport) => Allowed | null;

/**
 * What the verdicts of a measure allow; null for the first of a point and where nothing is
 * compared.
 */
export function allowedBy(points: readonly PointView[], measure: Measure, preset: Preset): AllowedAt {
  const known = new Map(points.map(view => [view, allowancesOf(view, measure, preset)]));
  return (view, transport) => {
    const own = known.get(view)?.find(one => one.transport === transport);
    return own ? endsOf(own) : null;
  };
}

/** `566–1,080`; ends that are too far apart show no size, so they are not printed. */
const allowedInWords = ([low, high]: Allowed): string =>
  isTooWide(low, high) ? OVER_WIDEST : range(low, high);

/** A value with its range over the blocks, and what its verdict allows. */
export function allowedCell(spread: Spread | null, allowed: Allowed | null): Cell {
  if (spread === null) return NOTHING;
  const more = allowed ? `allowed: ${allowedInWords(allowed)}` : '';
  return { value: figure(spread.value), detail: [rangeOf(spread), more].filter(Boolean).join('; ') };
}

/** A chart of one point by rows, with what the verdicts of a measure allow. */
export function withAllowed(
  chart: ChartFigure,
  view: PointView,
  measureId: string,
  preset: Preset,
): ChartFigure {
  const measure = metricsOf([view]).find(({ id }) => id === measureId);
  if (!measure || chart.spec.kind !== 'dots') return chart;
  const at = allowedBy([view], measure, preset);
  const rows = chart.spec.rows.map(row => {
    const allowed = at(view, row.transport);
    return allowed ? { ...row, allowed } : row;
  });
  return { ...chart, spec: { ...chart.spec, rows } };
}
