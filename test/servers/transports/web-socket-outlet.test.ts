import { expect, test } from 'vitest';
import { createFeed } from '../../../servers/feed/feed.ts';
import type { Entry } from '../../../servers/feed/held.ts';
import { webSocketOutlets } from '../../../servers/transports/web-socket-outlet.ts';

/** Says of the first frame of a message that it is compressed (RFC 7692 §6). */
const RSV1 = 0x40;

/** Notifications with a text of so many characters. */
function entriesOf(...lengths: number[]): Entry[] {
  const feed = createFeed();
  const entries: Entry[] = [];
  feed.subscribe('t', entry => void entries.push(entry));
  for (const length of lengths) feed.append({ topic: 't', payload: 'a'.repeat(length) });
  return entries;
}

test.each([['per-message' as const], ['shared-context' as const]])(
  '%s: a message below the threshold is sent as it is, a longer one compressed',
  compression => {
    const isCompressed: boolean[] = [];
    const ws = {
      extensions: 'permessage-deflate',
      send: (_: Buffer, { compress }: { compress: boolean }) => isCompressed.push(compress),
    };
    const socket = { write: (frame: Buffer) => isCompressed.push(((frame[0] ?? 0) & RSV1) !== 0) };
    const outlet = webSocketOutlets(compression, { thresholdBytes: 500 })(
      ws as never,
      socket as never,
      'text',
    );
    for (const entry of entriesOf(10, 1000)) outlet.write(entry);
    expect(isCompressed).toEqual([false, true]);
  },
);
