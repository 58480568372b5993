import { inProse } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { metricsOf } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { rank } from '../model/rank.ts';
import { apartInWords } from '../words/allowance.ts';
import { intervalInWords, ratioInWords, VERDICTS } from '../words/verdicts.ts';
import type { Check } from './spec.ts';

/**
 * The comparison of a chart's values: ratios to the lowest with 95% intervals; empty where nothing
 * is compared.
 */
export function ratioChecks(view: PointView, measureId: string, preset: Preset): Check[] {
  const measure = metricsOf([view]).find(({ id }) => id === measureId);
  if (!measure) return [];
  const outcome = rank(view, measure, preset);
  if (outcome.kind === 'not-compared') return [];
  const rivals = outcome.rivals
    .filter(({ against }) => against.interval !== null)
    .map(
      ({ transport, against }) =>
        `${inProse(transport)} ${ratioInWords(against)} (${intervalInWords(against)}: ${VERDICTS[against.verdict]})`,
    );
  const text = `${measure.title} divided by that of ${inProse(outcome.first.transport)}, with 95% intervals: ${rivals.join('; ')}.`;
  const apart = apartInWords([view], measure, preset);
  return rivals.length === 0
    ? []
    : [text, apart].flatMap(said => (said ? [{ warn: false, text: said }] : []));
}
