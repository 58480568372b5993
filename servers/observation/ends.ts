import { type Carrier, onClientEnd } from '../http2/carrier.ts';

/** Why connections end. */
export interface Ends {
  /** Watches a connection from now on; a second call changes nothing. */
  watch(socket: Carrier): void;
  /** Notes why the server ends a connection. The first reason counts. */
  note(socket: Carrier, why: string): void;
  /** The reason of a connection that has ended. */
  why(socket: Carrier): string;
  /** From now on the server ends every connection. */
  closing(): void;
}

const CLOSING = 'server closing';

export function createEnds(): Ends {
  const watched = new WeakSet<Carrier>();
  const reasons = new WeakMap<Carrier, string>();
  let isClosing = false;

  function note(socket: Carrier, why: string): void {
    if (!reasons.has(socket)) reasons.set(socket, isClosing ? CLOSING : why);
  }

  return {
    watch(socket) {
      if (watched.has(socket)) return;
      watched.add(socket);
      onClientEnd(socket, () => note(socket, 'client closed'));
      socket.prependOnceListener('error', ({ message }) => note(socket, `connection broken: ${message}`));
    },
    note,
    why: socket => reasons.get(socket) ?? (isClosing ? CLOSING : 'cut off by the server'),
    closing() {
      isClosing = true;
    },
  };
}
