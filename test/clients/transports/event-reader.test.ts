import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readByLab } from '../../harness/event-stream-readers.ts';
import { readByStandard } from '../../harness/event-stream-standard.ts';
import { VECTORS } from '../../harness/event-stream-vectors.ts';

const cutAt = (bytes: Buffer, at: number) => [bytes.subarray(0, at), bytes.subarray(at)];
const eachByte = (bytes: Buffer) => Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));

describe.each(Object.entries(VECTORS))('%s', (_, vectors) => {
  test.each(vectors)('$name', ({ bytes, read }) => {
    expect(readByStandard(bytes)).toEqual(read);
    expect(readByLab([bytes])).toEqual(read);
    expect(readByLab(eachByte(bytes))).toEqual(read);
    for (let at = 1; at < bytes.length; at++)
      expect(readByLab(cutAt(bytes, at)), `cut at ${at}`).toEqual(read);
  });
});

/** Bytes, and the pieces that they arrive in. */
const inPieces = (bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
  const places = [0, ...cuts.map(cut => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place));
};
const someCuts = fc.array(fc.nat(), { maxLength: 6 });

describe('as the standard says, however it is cut, is read', () => {
  test('any stream of what streams are made of', () => {
    const words = ['data', 'data:', 'event:', 'id:', 'retry:', ':', ' ', 'a', '7', '\0', '\ufeff', '€'];
    const part = fc.constantFrom('\n', '\r', '\r\n', ...words);
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), someCuts, (parts, cuts) => {
        const bytes = Buffer.from(parts.join(''));
        expect(readByLab(inPieces(bytes, cuts))).toEqual(readByStandard(bytes));
      }),
      { numRuns: 1000 },
    );
  });

  test('any bytes as data, UTF-8 or not', () => {
    const byte = fc.oneof(fc.constantFrom(0x61, 0x80, 0xbf, 0xc3, 0xe2, 0x82, 0xac, 0xf0, 0x9f), fc.nat(255));
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 12 }), someCuts, (data, cuts) => {
        const bytes = Buffer.concat([Buffer.from('data: '), Buffer.from(data), Buffer.from('\n\n')]);
        expect(readByLab(inPieces(bytes, cuts))).toEqual(readByStandard(bytes));
      }),
      { numRuns: 1000 },
    );
  });
});
