import type { Gate } from '../../results/format/gate-and-theory.ts';
import { given, integer, withUnit } from '../text/format.ts';

/** What each gate measures, as an item in a list of faults. */
const WORDS: Record<string, string> = {
  missing: 'deliveries missing',
  duplicate: 'deliveries duplicate',
  reordered: 'deliveries out of order',
  'missing-outside': 'deliveries missing in warm-up or drain',
  'duplicate-outside': 'deliveries duplicate in warm-up or drain',
  'reordered-outside': 'deliveries out of order in warm-up or drain',
  reconnects: 'connections lost and reopened',
  'slow-readers': 'subscribers cut off for reading too slowly',
  'nothing-due': 'nothing due in the window',
  'publisher-lag': 'publisher lag',
  'publisher-latest': 'largest publisher lag',
  rate: 'publishing rate differs from the schedule',
  'failed-requests': 'requests refused or answered wrongly',
  'request-rate': 'request rate differs from the set rate',
  'client-cpu': 'CPU of a client worker',
  'client-loop-delay': 'event loop of a client worker late at p99',
  'server-counters': 'the server’s counters read late',
  'client-counters': 'a client worker’s counters read late',
  retransmits: 'TCP segments retransmitted',
  path: 'values of the path not as set',
  'relay-cpu': 'CPU of the relay of the path',
  'relay-late': 'relay of the path late at p99',
  'path-drops': 'packets dropped before the path',
  steal: 'CPU time taken by the hypervisor',
  'idle-throttled': 'watch of the idle machine stopped by a CPU quota',
  throttled: 'time stopped by a CPU quota',
  'others-server': 'CPU time of other processes on the server’s cores',
  'others-clients': 'CPU time of other processes on the clients’ cores',
};

/** The words for a gate; its id if this report does not know the gate. */
export const gateInWords = (id: string): string => WORDS[id] ?? id;

/** A measured value or a bound: counts as whole numbers, all else with three digits. */
function amount(value: number, unit: string): string {
  return Number.isInteger(value) && unit !== 'ms' && unit !== '%'
    ? `${integer(value)} ${unit}`
    : withUnit(value, unit);
}

/** The value that a gate measured, with its unit. */
export const measuredInWords = ({ measured, unit }: Gate): string => amount(measured, unit);

/** `0`, or the largest value that passes, with its unit. */
export function boundInWords({ bound, unit }: Gate): string {
  if (bound === 0) return '0';
  return unit === '%' ? `${given(bound)}%` : amount(bound, unit);
}
