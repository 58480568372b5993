import type { Socket } from 'node:net';

/** Why connections end. */
export interface Ends {
  /** Watches a connection from now on; a second call changes nothing. */
  watch(socket: Socket): void;
  /** Notes why the server ends a connection. The first reason counts. */
  note(socket: Socket, why: string): void;
  /** The reason of a connection that has ended. */
  why(socket: Socket): string;
  /** From now on the server ends every connection. */
  closing(): void;
}

const CLOSING = 'server closing';

export function createEnds(): Ends {
  const watched = new WeakSet<Socket>();
  const reasons = new WeakMap<Socket, string>();
  let isClosing = false;

  function note(socket: Socket, why: string): void {
    if (!reasons.has(socket)) reasons.set(socket, isClosing ? CLOSING : why);
  }

  return {
    watch(socket) {
      if (watched.has(socket)) return;
      watched.add(socket);
      // Before Node's own listeners: they end the connection as well.
      socket.prependOnceListener('end', () => note(socket, 'client closed'));
      socket.prependOnceListener('error', ({ message }) => note(socket, `connection broken: ${message}`));
    },
    note,
    why: socket => reasons.get(socket) ?? (isClosing ? CLOSING : 'cut off by the server'),
    closing() {
      isClosing = true;
    },
  };
}
