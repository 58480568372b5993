import { describe, expect, test } from 'vitest';
import { CURSOR_FORM, cursorAt, cursorText, parseCursor } from '../../../scenarios/load/cursor.ts';

const isCursor = (text: string) => new RegExp(`^(?:${CURSOR_FORM})$`).test(text);

describe('a cursor', () => {
  test.each([
    ['q7x2mk-42', { epoch: 'q7x2mk', seq: 42 }],
    ['abcdef-0', { epoch: 'abcdef', seq: 0 }],
    ['42', { seq: 42 }],
    ['0', { seq: 0 }],
    ['999999999999999', { seq: 999_999_999_999_999 }],
  ])('%s is read and written alike', (text, cursor) => {
    expect(isCursor(text)).toBe(true);
    expect(parseCursor(text)).toEqual(cursor);
    expect(cursorText(cursor)).toBe(text);
  });

  test.each([
    '',
    '-1',
    '1.5',
    '1e3',
    '007',
    ' 1',
    '1\n',
    'q7x2mk-',
    'q7x2mk',
    'q7x2m-1',
    'q7x2mkk-1',
    '77x2mk-1',
    'Q7X2MK-1',
    'q7x2mk_1',
    'q7x2mk--1',
    'q7x2mk-01',
    'q7x2mk-1-1',
    '1000000000000000',
  ])('is not %j', text => {
    expect(isCursor(text)).toBe(false);
  });

  test('moves on within its epoch', () => {
    expect(cursorAt(43, 'q7x2mk-42')).toBe('q7x2mk-43');
    expect([cursorAt(43, '42'), cursorAt(43, undefined)]).toEqual(['43', '43']);
  });
});
