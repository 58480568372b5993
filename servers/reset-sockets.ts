import type { Socket } from 'node:net';

/** Breaks connections off, as a crash does: the other ends get a reset. */
export function resetSockets(sockets: Iterable<Socket>): void {
  for (const socket of sockets) {
    // Once it is being ended, Node can no longer reset it: it would stay open for good.
    if (socket.writableEnded) socket.destroy();
    else socket.resetAndDestroy();
  }
}
