import type { Socket } from 'node:net';

/** Resets connections, as a crash does. */
export function resetSockets(sockets: Iterable<Socket>): void {
  for (const socket of sockets) {
    // Node cannot reset a socket that is already ending; it would stay open forever.
    if (socket.writableEnded) socket.destroy();
    else socket.resetAndDestroy();
  }
}
