import { describe, expect, test } from 'vitest';
import { readCloseBody } from '../../../clients/transports/close-body.ts';

const bodyOf = (code: number, reason: string | Buffer = '') =>
  Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]);

describe('the body of a close frame', () => {
  test('has no code and no reason where it is empty', () => {
    expect(readCloseBody(Buffer.alloc(0))).toEqual({ code: undefined, reason: '' });
  });

  test.each([
    1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4410, 4999,
  ])('may have the code %i', code => {
    expect(readCloseBody(bodyOf(code, 'so: κόσμε'))).toEqual({ code, reason: 'so: κόσμε' });
  });

  test.each([0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535])(
    'must not have the code %i',
    code => {
      expect(() => readCloseBody(bodyOf(code))).toThrow(
        expect.objectContaining({ message: `a close frame with the code ${code}`, closeCode: 1002 }),
      );
    },
  );

  test('must not be half a code', () => {
    expect(() => readCloseBody(Buffer.from([3]))).toThrow(
      expect.objectContaining({ message: 'a close frame with half a code', closeCode: 1002 }),
    );
  });

  test('must have a reason in UTF-8', () => {
    expect(() => readCloseBody(bodyOf(1000, Buffer.from([0x61, 0xce])))).toThrow(
      expect.objectContaining({ message: 'a close frame whose reason is not UTF-8', closeCode: 1007 }),
    );
  });
});
