import type { Metric } from '../../bench/comparison.ts';
import type { Transport } from '../../scenarios/transport.ts';
import { figure, list, NOTHING, rangeOf } from '../format.ts';
import { spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import type { Spread } from '../model/spread.ts';
import { inProse, ORDER } from '../transports.ts';
import type { Cell, ChartFigure, SweepSpec } from './spec.ts';

/** From this ratio between the largest and the least figure on, a linear axis would hide the small ones. */
const LOGARITHMIC_FROM = 20;

interface Line {
  transport: Transport;
  spreads: (Spread | null)[];
}

function linesOf(points: PointView[], metric: Metric): Line[] {
  return ORDER.map(transport => ({
    transport,
    spreads: points.map(view => {
      const figures = view.transports.find(one => one.transport === transport);
      return figures ? spreadOfMetric(figures, metric) : null;
    }),
  })).filter(({ spreads }) => spreads.some(spread => spread !== null));
}

const cell = (spread: Spread | null): Cell =>
  spread ? { value: figure(spread.value), detail: rangeOf(spread) } : NOTHING;

/** How one metric of all transports changes over the points of a scenario. */
export function sweepFigure(points: PointView[], metric: Metric): ChartFigure {
  const labels = points.map(view => view.point.label);
  const lines = linesOf(points, metric);
  const values = lines.flatMap(({ spreads }) =>
    spreads.flatMap(spread => (spread ? [spread.min, spread.max] : [])),
  );
  const least = Math.min(...values);
  const spec: SweepSpec = {
    kind: 'sweep',
    yAxis: `${metric.title} (${metric.unit})`,
    unit: metric.unit,
    logarithmic: least > 0 && Math.max(...values) / least >= LOGARITHMIC_FROM,
    labels,
    lines: lines.map(({ transport, spreads }) => ({
      transport,
      points: spreads.map(spread => spread && [spread.value, spread.min, spread.max]),
    })),
  };
  const changes = lines.map(({ transport, spreads }) => {
    const [from, to] = [spreads.at(0), spreads.at(-1)].map(spread => figure(spread?.value));
    return `${inProse(transport)} ${from} → ${to}\u00a0${metric.unit}`;
  });
  const ends = `From ${labels.at(0)} to ${labels.at(-1)}`;
  return {
    title: `${metric.title} at each setting`,
    summary: changes.length > 0 ? `${ends}: ${list(changes)}.` : 'No valid trial has this figure.',
    checks: [],
    spec,
    table: {
      caption: `${metric.title} (${metric.unit}); small: the range over blocks`,
      columns: ['Transport', ...labels],
      rows: lines.map(({ transport, spreads }): Cell[] => [{ transport }, ...spreads.map(cell)]),
    },
  };
}
