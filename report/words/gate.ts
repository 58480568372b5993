import type { Gate } from '../../results/format/gate-and-theory.ts';
import { given, integer, withUnit } from '../text/format.ts';

/** What each gate watches for, as it stands in a list of faults. */
const WORDS: Record<string, string> = {
  missing: 'deliveries missing',
  duplicate: 'deliveries doubled',
  reordered: 'deliveries out of order',
  'missing-outside': 'deliveries missing in warm-up or drain',
  'duplicate-outside': 'deliveries doubled in warm-up or drain',
  'reordered-outside': 'deliveries out of order in warm-up or drain',
  reconnects: 'connections broken and made again',
  'slow-readers': 'subscribers cut off for reading too slowly',
  'nothing-due': 'nothing due in the window',
  'publisher-lag': 'publisher late',
  'publisher-latest': 'publisher once late',
  rate: 'rate off the schedule',
  'failed-requests': 'requests refused or wrongly answered',
  'request-rate': 'requests off the rate',
  'client-cpu': 'client worker short of CPU',
  'client-loop-delay': 'event loop of a client worker late at p99',
  'server-counters': 'the server’s counters read late',
  'client-counters': 'a client worker’s counters read late',
  retransmits: 'TCP segments sent again',
  steal: 'CPU taken by the hypervisor',
  'others-server': 'foreign CPU on the server’s cores',
  'others-clients': 'foreign CPU on the clients’ cores',
};

/** The words for a gate; its id where a newer bench has a gate that this report does not know. */
export const gateInWords = (id: string): string => WORDS[id] ?? id;

/** What a gate measured, or its bound: counts as whole numbers, the rest with three digits. */
function amount(value: number, unit: string): string {
  return Number.isInteger(value) && unit !== 'ms' && unit !== '%'
    ? `${integer(value)} ${unit}`
    : withUnit(value, unit);
}

/** What a gate measured, with its unit. */
export const measuredInWords = ({ measured, unit }: Gate): string => amount(measured, unit);

/** `0`, or the largest value that passes, with its unit. */
export function boundInWords({ bound, unit }: Gate): string {
  if (bound === 0) return '0';
  return unit === '%' ? `${given(bound)}%` : amount(bound, unit);
}
