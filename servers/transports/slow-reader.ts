import { channel } from 'node:diagnostics_channel';
import { type Carrier, endSoon } from '../http2/carrier.ts';

/** Reports that a connection was cut off because its reader did not keep up. */
export interface SlowReader {
  topic: string;
  unreadBytes: number;
  carrier: Carrier;
}

const slowReaders = channel('pushlab:slow-reader');

/**
 * Calls `listener` for every slow reader that a server of this process cuts off, until the returned
 * function is called.
 */
export function onSlowReader(listener: (reader: SlowReader) => void): () => void {
  const receive = (message: unknown) => listener(message as SlowReader);
  slowReaders.subscribe(receive);
  return () => void slowReaders.unsubscribe(receive);
}

/**
 * Cuts a slow reader off. `end` queues the reason behind the unread data, and ends the connection,
 * or its stream of HTTP/2. It is destroyed when the reader has read all, or after `cutOffGraceMs`,
 * whichever comes first.
 */
export function cutOff(socket: Carrier, topic: string, end: () => void, cutOffGraceMs: number): void {
  slowReaders.publish({ topic, unreadBytes: socket.writableLength, carrier: socket } satisfies SlowReader);
  end();
  const timer = setTimeout(() => socket.destroy(), cutOffGraceMs);
  socket.once('finish', () => endSoon(socket));
  socket.once('close', () => clearTimeout(timer));
}
