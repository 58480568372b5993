import type { Entry } from '../feed/held.ts';
import type { Carrier } from '../http2/carrier.ts';
import type { Frame } from './framing.ts';

/** How many bytes are written ahead of a reader that catches up. */
export const CATCH_UP_BYTES = 64 * 1024;

/** Takes the notifications of one connection, and tells how far its reader is behind. */
export interface Outlet {
  write(entry: Entry): void;
  /** Bytes that the reader has not taken, and those that still wait for their compression. */
  unreadBytes(): number;
  /**
   * Whether a reader that catches up has enough ahead of it. The socket's 'drain' or a call of the
   * listener of `onCompressed` is then certain to follow.
   */
  isFull(): boolean;
  /** If it compresses later than it takes: calls `listener` after each compressed message. */
  onCompressed?(listener: () => void): void;
}

/** Writes frames that are complete, directly to the connection, or to its stream of HTTP/2. */
export const socketOutlet = (socket: Carrier, frame: Frame): Outlet => ({
  write: entry => void socket.write(frame(entry)),
  unreadBytes: () => socket.writableLength,
  // After a write that had to wait, 'drain' is certain to follow.
  isFull: () => socket.writableNeedDrain && socket.writableLength > CATCH_UP_BYTES,
});
