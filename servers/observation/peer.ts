import type { Socket } from 'node:net';
import { authority } from '../../scenarios/load/authority.ts';

type Peer = Pick<Socket, 'remoteAddress' | 'remotePort'>;

/** The other end of a connection; an IPv4 address as such, though the server listens on IPv6. */
export const peerOf = ({ remoteAddress = '', remotePort = 0 }: Peer): string =>
  authority(remoteAddress.replace(/^::ffff:(?=\d+\.)/, ''), remotePort);
