import { authority } from '../../scenarios/load/authority.ts';
import { type Carrier, connectionOf } from '../http2/carrier.ts';

/** The other end of a connection; an IPv4 address as such, though the server listens on IPv6. */
export function peerOf(carrier: Carrier): string {
  const { remoteAddress = '', remotePort = 0 } = connectionOf(carrier);
  return authority(remoteAddress.replace(/^::ffff:(?=\d+\.)/, ''), remotePort);
}
