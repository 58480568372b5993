import type { Load } from './load.ts';
import type { Transport } from './transport.ts';
import type { Deflate } from './transport-options.ts';

/** How zlib compresses for a transport of this load; undefined where the load says nothing. */
export function deflateOf(
  { transports }: Pick<Load, 'transports'>,
  transport: Transport,
): Deflate | undefined {
  const options = transports[transport];
  return options && 'deflate' in options ? options.deflate : undefined;
}
