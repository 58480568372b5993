import { changeInWords, crossoverChecks } from '../charts/curve.ts';
import type { Curve } from '../model/axis.ts';
import { metricsOf } from '../model/metric.ts';
import { capital, given, list } from '../text/format.ts';

/**
 * Where the order of transports changes along an axis, measure by measure; for a single transport,
 * how it changes. Each sentence begins with what the points of the curve share.
 */
export function axisInWords(axis: Curve): string[] {
  const { shared } = axis;
  return shared === null ? changesOf(axis) : changesOf(axis).map(said => `${capital(shared)}. ${said}`);
}

function changesOf(axis: Curve): string[] {
  const measures = metricsOf(axis.placed.map(({ view }) => view));
  if (axis.placed.every(({ view }) => view.transports.length < 2)) {
    return measures.map(measure => `${measure.title}. ${changeInWords(axis, measure)}`);
  }
  const found = measures.flatMap(measure => {
    const checks = crossoverChecks(axis, measure);
    return checks.length > 0 ? [`${measure.title}. ${checks.map(({ text }) => text).join(' ')}`] : [];
  });
  if (found.length > 0) return found;
  const numbers = list(axis.placed.map(({ x }) => given(x)));
  return [`The order of the transports is the same at ${numbers} ${axis.unit}, in every measure.`];
}
