import { percentileMs } from '../../analysis/comparison/transports.ts';
import { blockPlaces, blockRef } from '../../results/format/blocks.ts';
import type { TransportFigures } from '../model/figures.ts';
import { isMeasured } from '../model/point.ts';
import { figure, NOTHING } from '../text/format.ts';
import { leastFirst } from '../words/least-first.ts';
import { needsLogarithm } from './scale.ts';
import type { Box, ChartFigure, DotsSpec } from './spec.ts';

/** The quantiles of a box and its line. */
const BOX = [0.01, 0.25, 0.75, 0.99] as const;

/** Null where the deliveries are too few for any of the four. */
function boxOf({ latency }: TransportFigures): Box | null {
  const { merged } = latency.fromSchedule;
  const values = BOX.map(quantile => merged?.quantileMs(quantile) ?? null);
  return values.every(value => value !== null && value > 0) ? (values as Box) : null;
}

const rowOf = (figures: TransportFigures): DotsSpec['rows'][number] => ({
  transport: figures.transport,
  median: figures.latency.fromSchedule.p50?.value ?? null,
  box: boxOf(figures),
  dots: figures.trials.filter(isMeasured).flatMap(trial => {
    const value = percentileMs(trial, 'fromSchedule', 'p50');
    return value === null ? [] : [{ value, ...blockRef(trial), valid: figures.valid.includes(trial) }];
  }),
});

/**
 * The distribution of latency: half of all deliveries in a box, 98% along a line, the median of
 * every trial as a dot.
 */
export function latencySpreadFigure(transports: readonly TransportFigures[]): ChartFigure {
  const rows = transports.map(rowOf);
  const known = rows.flatMap(({ box, dots }) => [...(box ?? []), ...dots.map(({ value }) => value)]);
  const half = leastFirst(
    rows.map(({ transport, box }) => ({
      transport,
      value: box?.[1] ?? null,
      ...(box && { more: ` to ${figure(box[2])}\u00a0ms` }),
    })),
    'ms',
  );
  return {
    title: 'Distribution of latency',
    summary:
      half === ''
        ? 'Too few deliveries for percentiles.'
        : `The middle half of all deliveries takes: ${half}.`,
    checks: [],
    spec: {
      kind: 'dots',
      xAxis: 'Latency from schedule (ms)',
      unit: 'ms',
      blocks: blockPlaces(rows.flatMap(({ dots }) => dots)).count,
      logarithmic: needsLogarithm(known),
      rows,
    },
    table: {
      caption:
        'Latency from schedule in ms, valid trials merged. Last column: the median of each trial; in brackets: excluded trials',
      columns: ['Transport', 'p1', 'p25', 'p50', 'p75', 'p99', 'Median of each trial'],
      rows: rows.map(({ transport, box, median, dots }) => [
        { transport },
        figure(box?.[0]),
        figure(box?.[1]),
        figure(median),
        figure(box?.[2]),
        figure(box?.[3]),
        dots.map(dot => (dot.valid ? figure(dot.value) : `(${figure(dot.value)})`)).join(' · ') || NOTHING,
      ]),
    },
  };
}
