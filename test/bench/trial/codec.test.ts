import { constants, createDeflateRaw, createGzip, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { codec } from '../../../bench/trial/codec.ts';
import { prose } from '../../../scenarios/load/prose.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';
import { GZIP_HEAD } from '../../../servers/compression/once.ts';

const random = seededRandom(2);
/** Twice the window of 32 KiB in all. */
const TEXTS = Array.from({ length: 50 }, (_, index) => `${index} ${prose(random, 1300)} Grüße äöü\n`);

/** The bytes that one stream of zlib, flushed after each text, gives each of them. */
async function inOneStream(
  stream: ReturnType<typeof createDeflateRaw | typeof createGzip>,
): Promise<number[]> {
  let byteCount = 0;
  stream.on('data', (chunk: Buffer) => {
    byteCount += chunk.length;
  });
  const sizes: number[] = [];
  for (const text of TEXTS) {
    const before = byteCount;
    await new Promise<unknown>(resolve => stream.write(text, resolve));
    sizes.push(byteCount - before);
  }
  stream.destroy();
  return sizes;
}

const flush = { flush: constants.Z_SYNC_FLUSH };

test('a text after others has the bytes that one stream over all gives it', async () => {
  const sizes = TEXTS.map((text, index) => codec.flushedBytes(text, TEXTS.slice(0, index).join('')));
  expect(sizes).toEqual(await inOneStream(createDeflateRaw(flush)));
  const [first = 0, ...others] = await inOneStream(createGzip(flush));
  expect([first - GZIP_HEAD.length, ...others]).toEqual(sizes);
});

test('a text alone has those of zlib', () => {
  const [text = ''] = TEXTS;
  expect(codec.bodyBytes(text, 'gzip')).toBe(gzipSync(text).length);
  expect(codec.bodyBytes(text, 'zstd')).toBe(zstdCompressSync(text).length);
  expect(codec.flushedBytes(text, '')).toBeGreaterThan(codec.flushedBytes(text, text));
});
