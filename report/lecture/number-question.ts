import { inProse, isTested } from '../../scenarios/load/transport.ts';
import type { TransportFigures } from '../model/figures.ts';
import { type Measure, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { predictedMedianMs, predictedOf } from '../model/predicted.ts';
import { withUnit } from '../text/format.ts';
import { pointInWords } from './point-words.ts';
import type { NumberQuestion } from './round.ts';

/** By which factor the models miss a value, at least 1; infinite where none gives one like it. */
function missedBy(figures: TransportFigures, measure: Measure, value: number): number {
  const model =
    measure.id === 'p50' ? predictedMedianMs(figures) : (predictedOf(figures, measure)?.value ?? null);
  return model === null ? Number.POSITIVE_INFINITY : Math.max(value / model, model / value);
}

/**
 * One value to guess: that of the transport under test that theory predicts best. Where theory
 * predicts none it is the first that has one, since the interval of polls helps a guess. Null
 * without any.
 */
export function numberAt(view: PointView, measure: Measure): NumberQuestion | null {
  const known = view.transports.flatMap(figures => {
    const spread = isTested(figures.transport) ? spreadOfMetric(figures, measure) : null;
    if (!spread || spread.value <= 0) return [];
    return [{ transport: figures.transport, spread, missed: missedBy(figures, measure, spread.value) }];
  });
  const least = Math.min(...known.map(({ missed }) => missed));
  const asked = known.find(({ missed }) => missed === least);
  if (!asked) return null;
  const { value, min, max } = asked.spread;
  return {
    kind: 'number',
    text: `${measure.title} of ${inProse(asked.transport)} ${pointInWords(view)}, in ${measure.unit}`,
    unit: measure.unit,
    value,
    measured: withUnit(value, measure.unit),
    min,
    max,
  };
}
