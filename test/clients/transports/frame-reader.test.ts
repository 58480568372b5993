import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Sender } from 'ws';
import { frameReader, OPCODE } from '../../../clients/transports/frame-reader.ts';

const framed = (data: Buffer, { opcode = 1, fin = true, mask = false, rsv1 = false } = {}) =>
  Buffer.concat(Sender.frame(data, { fin, opcode, mask, readOnly: true, rsv1 }));

/** Reads bytes, cut at the given places, and returns each message as opcode and text. */
function read(bytes: Buffer, cuts: number[] = [], maxBytes = 1_000_000): [number, string][] {
  const messages: [number, string][] = [];
  const take = frameReader(maxBytes, (opcode, data) => messages.push([opcode, data.toString('latin1')]));
  const places = [0, ...cuts.map(cut => cut % bytes.length).toSorted((a, b) => a - b), bytes.length];
  for (let index = 1; index < places.length; index++) take(bytes.subarray(places[index - 1], places[index]));
  return messages;
}

describe('the frame reader', () => {
  test('reads whatever ws framed, however the bytes are cut', () => {
    const message = fc.record({
      opcode: fc.constantFrom(OPCODE.text, OPCODE.binary, OPCODE.ping, OPCODE.pong, OPCODE.close),
      data: fc.uint8Array({ maxLength: 300 }),
    });
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(), { maxLength: 9 }),
        (all, cuts) => {
          const sent = all.map(({ opcode, data }) => ({
            opcode,
            data: Buffer.from(opcode === OPCODE.text ? Buffer.from(data).toString('hex') : data).subarray(
              0,
              opcode >= OPCODE.close ? 125 : 600,
            ),
          }));
          const bytes = Buffer.concat(sent.map(({ opcode, data }) => framed(data, { opcode })));
          expect(read(bytes, cuts)).toEqual(
            sent.map(({ opcode, data }) => [opcode, data.toString('latin1')]),
          );
        },
      ),
    );
  });

  test.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])('reads a payload of %i bytes', length => {
    const data = Buffer.alloc(length, 'x');
    expect(read(framed(data), [1, 3, 5, 9, 11])).toEqual([[1, data.toString('latin1')]]);
  });

  test('joins fragments, and hands on a ping between them', () => {
    const bytes = Buffer.concat([
      framed(Buffer.from('a'), { fin: false }),
      framed(Buffer.from('!'), { opcode: OPCODE.ping }),
      framed(Buffer.from('b'), { opcode: OPCODE.continuation, fin: false }),
      framed(Buffer.from('c'), { opcode: OPCODE.continuation }),
      framed(Buffer.from('d')),
    ]);
    const expected = [
      [OPCODE.ping, '!'],
      [OPCODE.text, 'abc'],
      [OPCODE.text, 'd'],
    ];
    for (let cut = 1; cut < bytes.length; cut++) expect(read(bytes, [cut])).toEqual(expected);
  });

  test('takes text whose characters are cut between fragments', () => {
    const text = Buffer.from('κόσμε');
    const bytes = Buffer.concat([
      framed(text.subarray(0, 3), { fin: false }),
      framed(text.subarray(3), { opcode: OPCODE.continuation }),
    ]);
    expect(read(bytes)).toEqual([[OPCODE.text, text.toString('latin1')]]);
  });

  test('takes binary messages that are not UTF-8', () => {
    const data = Buffer.from([0xff, 0xfe]);
    expect(read(framed(data, { opcode: OPCODE.binary }))).toEqual([[OPCODE.binary, '\xff\xfe']]);
  });

  test.each([3, 4, 5, 6, 7, 11, 12, 13, 14, 15])('refuses the reserved opcode %i', opcode => {
    expect(() => read(framed(Buffer.from('a'), { opcode }))).toThrow(
      expect.objectContaining({ message: `a frame with the reserved opcode ${opcode}`, closeCode: 1002 }),
    );
  });

  test.each([
    ['half a character', [0xce]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a character in more bytes than it needs', [0xc0, 0xaf]],
    ['what is beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ])('refuses text with %s', (_, bad) => {
    const data = Buffer.from([0x61, ...bad]);
    const fault = expect.objectContaining({ message: 'text that is not UTF-8', closeCode: 1007 });
    expect(() => read(framed(data))).toThrow(fault);
    const [first, last] = [framed(data, { fin: false }), framed(Buffer.from('b'), { opcode: 0 })];
    expect(() => read(Buffer.concat([first, last]))).toThrow(fault);
  });

  test('refuses a control frame by its head alone', () => {
    expect(() => read(framed(Buffer.alloc(126), { opcode: 9 }).subarray(0, 2))).toThrow(/control frame/);
  });

  test('says a message over the limit with the code for that', () => {
    const fault = expect.objectContaining({ closeCode: 1009 });
    expect(() => read(framed(Buffer.alloc(11)), [], 10)).toThrow(fault);
  });

  test.each([
    ['a masked frame', framed(Buffer.from('a'), { mask: true }), /must not mask/],
    ['a reserved bit', framed(Buffer.from('a'), { rsv1: true }), /reserved bit/],
    ['a continuation of nothing', framed(Buffer.from('a'), { opcode: 0 }), /out of order/],
    [
      'a message within another',
      Buffer.concat([framed(Buffer.from('a'), { fin: false }), framed(Buffer.from('b'))]),
      /out of order/,
    ],
    ['a cut control frame', framed(Buffer.from('a'), { opcode: 9, fin: false }), /control frame/],
    ['a long control frame', framed(Buffer.alloc(126), { opcode: 9 }), /control frame/],
    ['a message over the limit', framed(Buffer.alloc(11)), /over 10 bytes/],
    [
      'fragments over the limit',
      Buffer.concat([framed(Buffer.alloc(6), { fin: false }), framed(Buffer.alloc(6), { opcode: 0 })]),
      /over 10 bytes/,
    ],
  ])('refuses %s', (_, bytes, message) => {
    const limit = message.source.includes('10 bytes') ? 10 : 1000;
    expect(() => read(bytes, [], limit)).toThrow(message);
  });
});
