import { counted, integer } from '../text/format.ts';
import { precautionInWords } from './precaution.ts';
import type { TransportPlan } from './transport-plan.ts';

/**
 * Why a plan has more cores than its CPU asks for: `By CPU 1 core is enough, for the p99 limit 2.`
 * Empty if it has none.
 */
export function whyCores({ coresSetBy, coresByCpu, cores, precaution }: TransportPlan): string {
  if (precaution) return precautionInWords(precaution);
  if (coresSetBy !== 'latency' || coresByCpu === null || cores === null) return '';
  return `By CPU ${counted(coresByCpu, 'core')} ${coresByCpu === 1 ? 'is' : 'are'} enough, for the p99 limit ${integer(cores)}.`;
}
