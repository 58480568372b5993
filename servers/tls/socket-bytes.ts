import type { Socket } from 'node:net';

/** The bytes of connections from their beginning. */
export interface SocketBytes {
  /** Those that are open. */
  readonly open: ReadonlySet<Socket>;
  add(socket: Socket): void;
  /** Of open and closed sockets. */
  total(): { downBytes: number; upBytes: number };
}

/** How many bytes a socket has written. */
export interface Written {
  whileOpen(socket: Socket): number;
  atClose(socket: Socket): number;
}

/** What Node does not document of its sockets. */
interface Inside {
  _bytesDispatched: number;
  _handle?: { writeQueueSize?: number } | null;
}
const inside = (socket: Socket) => socket as unknown as Inside;

/** Without what is queued in this process; below TLS only the kernel's handle has a queue. */
export const SENT: Written = {
  whileOpen: socket =>
    socket.bytesWritten - (socket.writableLength || (inside(socket)._handle?.writeQueueSize ?? 0)),
  atClose: socket => socket.bytesWritten,
};

const dispatched = (socket: Socket) => inside(socket)._bytesDispatched;

/**
 * What was passed on, whether the other side has it or not. Of a socket of TLS and of the one below
 * it, these are of the same moment: `writableLength` is not, for a write is over in a later turn.
 */
export const DISPATCHED: Written = { whileOpen: dispatched, atClose: dispatched };

/** Counts the bytes of sockets. `onClose` is called when one of them has closed. */
export function countSocketBytes(written: Written, onClose: () => void = () => {}): SocketBytes {
  const open = new Set<Socket>();
  const closed = { downBytes: 0, upBytes: 0 };
  return {
    open,
    add(socket) {
      open.add(socket);
      socket.once('close', () => {
        open.delete(socket);
        closed.downBytes += written.atClose(socket);
        closed.upBytes += socket.bytesRead;
        onClose();
      });
    },
    total() {
      let { downBytes, upBytes } = closed;
      for (const socket of open) {
        downBytes += written.whileOpen(socket);
        upBytes += socket.bytesRead;
      }
      return { downBytes, upBytes };
    },
  };
}
