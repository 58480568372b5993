import type { Preset } from '../../scenarios/scenario.ts';
import type { Curve } from '../model/axis.ts';
import { roundTripsMeasure } from '../model/round-trips.ts';
import { curveFigure } from './curve.ts';
import type { ChartFigure } from './spec.ts';

/**
 * The time to the first notification of visits in round trips, along a curve of points over paths;
 * null where there are no such visits.
 */
export function roundTripsFigure(curve: Curve, preset: Preset): ChartFigure | null {
  const measure = roundTripsMeasure(curve.placed.map(({ view }) => view));
  return measure && curveFigure(curve, measure, preset);
}
