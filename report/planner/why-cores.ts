import { counted, integer } from '../text/format.ts';
import { precautionInWords } from './precaution.ts';
import type { TransportPlan } from './transport-plan.ts';

/**
 * Why a plan has more cores than its CPU asks for: `CPU alone needs 1 core; the p99 limit needs 2.`
 * Empty if it has none.
 */
export function whyCores({ coresSetBy, coresByCpu, cores, precaution }: TransportPlan): string {
  if (precaution) return precautionInWords(precaution);
  if (coresSetBy !== 'latency' || coresByCpu === null || cores === null) return '';
  return `CPU alone needs ${counted(coresByCpu, 'core')}; the p99 limit needs ${integer(cores)}.`;
}
