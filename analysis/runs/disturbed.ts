import type { Trial } from '../../results/format/trial.ts';

/** Gates on the load generator and the machine, not on a transport. */
const DISTURBANCES: readonly string[] = [
  'steal',
  'throttled',
  'idle-throttled',
  'others-server',
  'others-clients',
  'publisher-lag',
  'publisher-latest',
  'client-cpu',
  'client-loop-delay',
  'client-counters',
  'server-counters',
];

/** Whether a trial is invalid only because of a disturbed machine: repeated, it might be valid. */
export const isDisturbed = (trial: Trial): boolean =>
  trial.status === 'invalid' && trial.gates.every(({ id, passed }) => passed || DISTURBANCES.includes(id));
