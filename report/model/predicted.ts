import { residualPercentOf } from '../../analysis/models/residual.ts';
import { median } from '../../analysis/statistics/paired-ratios.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { TransportFigures } from './figures.ts';
import { type Measure, spreadOfMetric } from './metric.ts';
import { spreadOver } from './spread.ts';
import { entryOf, type TheoryQuantity } from './theory.ts';

/** The mean latency of deliveries, which the models predict. No comparison uses it. */
export const MEAN_LATENCY: Measure = {
  id: 'mean',
  title: 'Mean latency',
  unit: 'ms',
  of: ({ latencyMs }) => latencyMs?.fromSchedule.mean ?? null,
};

/** The quantity of the theory that a measure is, by its id. */
const QUANTITY_OF: Partial<Record<string, TheoryQuantity>> = {
  mean: 'latencyMeanMs',
  bytes: 'applicationBytesPerDelivery',
  'to-first': 'toFirstMeanMs',
};

/** The median of the latency that the model of one trial gives; null where it gives only a mean. */
function modelMedianMs({ theory }: MeasuredTrial): number | null {
  const distribution = theory?.distribution;
  if (!distribution) return null;
  if (distribution.shape === 'uniform') return (distribution.fromMs + distribution.toMs) / 2;
  return median(distribution.quantilesMs);
}

/**
 * Theory's median latency in ms, as the median over blocks; null where its models give no median.
 */
export const predictedMedianMs = ({ valid }: TransportFigures): number | null =>
  spreadOver(valid, modelMedianMs)?.value ?? null;

/**
 * What the models predict of a measure, as the median over blocks, and the difference of the
 * measured value in % of it; null where no model predicts it, or predicts 0.
 */
export function predictedOf(
  figures: TransportFigures,
  measure: Measure,
): { value: number; residualPercent: number } | null {
  const quantity = QUANTITY_OF[measure.id];
  if (quantity === undefined) return null;
  const predicted = spreadOver(figures.valid, trial => entryOf(trial, quantity)?.predicted ?? null);
  const measured = spreadOfMetric(figures, measure);
  if (!predicted || !measured) return null;
  const residualPercent = residualPercentOf(measured.value, predicted.value);
  return residualPercent === null ? null : { value: predicted.value, residualPercent };
}
