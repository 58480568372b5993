import { errorInWords } from '../scenarios/load/system-error.ts';
import type { BrokerAddress } from './feed/broker/connection.ts';
import type { BrokerFeed, ValkeyFeedOptions } from './feed/broker/valkey-feed.ts';

/** Loads what such a feed needs. */
export const loadBrokerFeed = () => import('./feed/broker/valkey-feed.ts');

/**
 * A feed on a broker; what it needs is loaded by servers alone that have one. Rejects with one line
 * where nobody answers as a broker there.
 */
export async function feedOnBroker(
  address: BrokerAddress,
  options: Omit<ValkeyFeedOptions, 'address'>,
): Promise<BrokerFeed> {
  const { createValkeyFeed } = await loadBrokerFeed();
  return createValkeyFeed({ ...options, address }).catch(error => {
    throw new Error(`no broker at ${address.host}:${address.port}: ${errorInWords(error)}`);
  });
}
