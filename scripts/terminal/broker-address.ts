import type { BrokerAddress } from '../../servers/feed/broker/connection.ts';
import { UsageError } from './usage-error.ts';

/** Reads where a broker listens, as host and port. Throws UsageError. */
export function brokerAddress(option: string, text: string): BrokerAddress {
  const url = URL.parse(`valkey://${text}`);
  const isAddress = url !== null && url.host === text && url.port !== '';
  if (!isAddress)
    throw new UsageError(`${option} is "${text}"; it must be an address such as 127.0.0.1:6379`);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) };
}
