import { metricsOf, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { leastFirst } from '../words/least-first.ts';

/** The key values of a point on one line: its first measure, and its CPU cost. */
export function keyFigures(view: PointView): string {
  const [first, ...others] = metricsOf([view]);
  const cost = others.find(({ title }) => title.includes('CPU'));
  const words = [first, cost].flatMap(measure => {
    if (!measure) return [];
    const all = view.transports.map(figures => ({
      transport: figures.transport,
      value: spreadOfMetric(figures, measure)?.value ?? null,
    }));
    const least = leastFirst(all, measure.unit);
    return least ? [`${measure.title}: ${least}.`] : [];
  });
  return words.join(' ') || 'No valid trial.';
}
