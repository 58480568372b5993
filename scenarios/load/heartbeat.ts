import type { Load } from './load.ts';
import type { Transport } from './transport.ts';

/** Seconds between two heartbeats of a stream of this load; undefined where the load sets none. */
export function heartbeatSecondsOf(
  { transports }: Pick<Load, 'transports'>,
  transport: Transport,
): number | undefined {
  const options = transports[transport];
  return options && 'heartbeatSeconds' in options ? options.heartbeatSeconds : undefined;
}
