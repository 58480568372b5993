import { inProse, TRANSPORTS } from '../../scenarios/load/transport.ts';
import type { Curve } from '../model/axis.ts';
import type { Measure } from '../model/metric.ts';
import { predictedOf } from '../model/predicted.ts';
import { MAX_RESIDUAL_PERCENT } from '../model/theory.ts';
import { given, signedPercent } from '../text/format.ts';
import type { Check, CurveSpec } from './spec.ts';

type ModelLine = NonNullable<CurveSpec['models']>[number];

/** A prediction at one position of a curve. */
interface Predicted {
  transport: ModelLine['transport'];
  x: number;
  value: number;
  residualPercent: number;
}

function predictions({ placed }: Curve, measure: Measure): Predicted[] {
  return TRANSPORTS.flatMap(transport =>
    placed.flatMap(({ view, x }) => {
      const figures = view.transports.find(one => one.transport === transport);
      const predicted = figures ? predictedOf(figures, measure) : null;
      return predicted ? [{ transport, x, ...predicted }] : [];
    }),
  );
}

/** What the models predict of a measure along a curve: one line for each transport they cover. */
export function modelLines(curve: Curve, measure: Measure): ModelLine[] {
  const byTransport = Map.groupBy(predictions(curve, measure), ({ transport }) => transport);
  return [...byTransport].map(([transport, those]) => ({
    transport,
    points: those.map(({ x, value }) => [x, value]),
  }));
}

/** How near the models are along a curve, and where they are furthest off. */
export function modelChecks(curve: Curve, measure: Measure): Check[] {
  const all = predictions(curve, measure);
  const size = ({ residualPercent }: Predicted) => Math.abs(residualPercent);
  const [furthest] = all.toSorted((a, b) => size(b) - size(a));
  if (!furthest) return [];
  const near = all.filter(one => size(one) <= MAX_RESIDUAL_PERCENT).length;
  const where = `${inProse(furthest.transport)} at ${given(furthest.x)} ${curve.unit}`;
  return [
    {
      warn: near < all.length,
      text: `The models (wide and pale) are within ${given(MAX_RESIDUAL_PERCENT)}% at ${near} of ${all.length} values. Furthest off: ${where} (${signedPercent(furthest.residualPercent)}).`,
    },
  ];
}
