import { constants, createDeflateRaw, createGzip, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { frameReader, OPCODE } from '../../../clients/transports/frame-reader.ts';
import { decoded, gzipLineReader, messageInflater } from '../../../clients/transports/inflate.ts';
import { prose } from '../../../scenarios/load/prose.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';
import { webSocketFrame } from '../../../servers/transports/framing.ts';

const random = seededRandom(5);
/** More than the window of 32 KiB in all, and one message longer than it. */
const TEXTS = Array.from({ length: 60 }, (_, index) => `${prose(random, index === 30 ? 70_000 : 1500)}\n`);

/** What a stream of zlib makes of each text, flushed after it. */
async function flushed(stream: ReturnType<typeof createGzip | typeof createDeflateRaw>): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  let current: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => current.push(chunk));
  for (const text of TEXTS) {
    await new Promise<unknown>(resolve => stream.write(text, resolve));
    pieces.push(Buffer.concat(current));
    current = [];
  }
  stream.destroy();
  return pieces;
}
const flush = { flush: constants.Z_SYNC_FLUSH };
const perMessage = (text: string) => deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH });

describe('messages of a WebSocket', () => {
  test('refer to those before them, over more than the window', async () => {
    const inflate = messageInflater(true);
    for (const [index, piece] of (await flushed(createDeflateRaw(flush))).entries()) {
      expect(String(inflate(piece.subarray(0, -4)))).toBe(TEXTS[index]);
    }
  });

  test('or to nothing', () => {
    const inflate = messageInflater(false);
    for (const text of TEXTS) expect(String(inflate(perMessage(text).subarray(0, -4)))).toBe(text);
  });

  test('that are damaged are refused', () => {
    const data = perMessage(TEXTS[0] as string).subarray(0, -4);
    data[0] = 0xff;
    expect(() => messageInflater(false)(data)).toThrow();
  });

  test('that would become larger than any message may be are refused', () => {
    const bomb = deflateRawSync(Buffer.alloc(20_000_000), { finishFlush: constants.Z_SYNC_FLUSH });
    expect(() => messageInflater(false)(bomb)).toThrow(/larger/);
  });

  test('are read from frames with their bit, which no other frame may have', () => {
    const read: string[] = [];
    const take = frameReader(1_000_000, (_, data) => read.push(String(data)), messageInflater(false));
    take(webSocketFrame(OPCODE.text, perMessage('hello').subarray(0, -4), true));
    take(webSocketFrame(OPCODE.text, Buffer.from('as it is')));
    expect(read).toEqual(['hello', 'as it is']);
    expect(() => take(webSocketFrame(OPCODE.ping, Buffer.alloc(0), true))).toThrow('a reserved bit is set');
    const without = frameReader(1_000_000, () => {});
    expect(() => without(webSocketFrame(OPCODE.text, Buffer.from('x'), true))).toThrow('a reserved bit');
  });
});

describe('a gzip stream of lines', () => {
  test('is read as it is flushed, wherever its bytes are cut', async () => {
    const bytes = Buffer.concat(await flushed(createGzip(flush)));
    for (const pieceBytes of [1, 7, 1000, bytes.length]) {
      let text = '';
      const take = gzipLineReader(content => {
        text += content;
      });
      for (let at = 0; at < bytes.length; at += pieceBytes) take(bytes.subarray(at, at + pieceBytes));
      expect(text).toBe(TEXTS.join(''));
    }
  });

  test('passes an event on with its last byte', async () => {
    const [first = Buffer.alloc(0)] = await flushed(createGzip(flush));
    const read: string[] = [];
    const take = gzipLineReader(content => read.push(String(content)));
    take(first.subarray(0, -1));
    expect(read).toEqual([]);
    take(first.subarray(-1));
    expect(read).toEqual([TEXTS[0]]);
  });

  test('that is no gzip is refused', () => {
    expect(() => gzipLineReader(() => {})(Buffer.from('id: 1\ndata: hello\n\n'))).toThrow(
      'the stream is not gzip',
    );
  });
});

test('the body of a poll is checked by gzip itself', () => {
  const body = gzipSync('hello');
  expect(String(decoded(body, 'gzip'))).toBe('hello');
  body[body.length - 8] = (body.at(-8) ?? 0) ^ 1;
  expect(() => decoded(body, 'gzip')).toThrow();
});
