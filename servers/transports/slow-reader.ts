import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** Says that a connection was cut off because its reader did not keep up. */
export interface SlowReader {
  topic: string;
  unreadBytes: number;
}

const slowReaders = channel('pushlab:slow-reader');

/** Calls `listener` for every slow reader that any server of this process cuts off, until the returned function is called. */
export function onSlowReader(listener: (reader: SlowReader) => void): () => void {
  const receive = (message: unknown) => listener(message as SlowReader);
  slowReaders.subscribe(receive);
  return () => void slowReaders.unsubscribe(receive);
}

/**
 * Cuts a slow reader off: `lastWord` (why) is queued behind what it has not read, and the connection is destroyed when
 * it has read that or after `lastWordMs`, whichever comes first.
 */
export function cutOff(socket: Socket, topic: string, lastWord: Buffer, lastWordMs: number): void {
  slowReaders.publish({ topic, unreadBytes: socket.writableLength } satisfies SlowReader);
  socket.end(lastWord);
  const timer = setTimeout(() => socket.destroy(), lastWordMs);
  socket.once('finish', () => socket.destroySoon());
  socket.once('close', () => clearTimeout(timer));
}
