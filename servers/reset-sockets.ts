import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** Resets connections, as a crash does; those of TLS end without a goodbye. */
export function resetSockets(sockets: Iterable<Socket>): void {
  for (const socket of sockets) {
    // Node cannot reset a socket that is already ending; it would stay open forever. Nor can it
    // reset one of TLS.
    if (socket.writableEnded || socket instanceof TLSSocket) socket.destroy();
    else socket.resetAndDestroy();
  }
}
