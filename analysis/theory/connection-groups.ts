import type { Load } from '../../scenarios/load/load.ts';
import type { TrialConditions } from './conditions.ts';

/** Subscribers in each of so many processes: as many in each, but for one more in the first. */
const dealtTo = ({ subscribers }: Load, clientWorkers: number): number[] =>
  Array.from({ length: clientWorkers }, (_, worker) => Math.ceil((subscribers - worker) / clientWorkers));

/**
 * How many subscribers a connection of HTTP/2 has in the mean. A client process fills one after the
 * other, so its last may have fewer: 8 subscribers in three processes, four to a connection, have
 * connections of 3, 3 and 2.
 */
export function subscribersOnConnection({
  load,
  clientWorkers,
}: Pick<TrialConditions, 'load' | 'clientWorkers'>): number {
  const { subscribersPerConnection: most = 1 } = load.connection ?? {};
  const connections = dealtTo(load, clientWorkers).reduce((sum, own) => sum + Math.ceil(own / most), 0);
  return load.subscribers / connections;
}
