import { expect, test } from 'vitest';
import { PLAIN, type Terminal } from '../../../scripts/terminal/terminal.ts';
import { tableText } from '../../../scripts/terminal/terminal-table.ts';
import { wrapped } from '../../../scripts/terminal/wrapped.ts';

const at = (columns: number): Terminal => ({ ...PLAIN, columns });
const widest = (text: string) => Math.max(...text.split('\n').map(({ length }) => length));

const TABLE = {
  head: ['transport', 'p50 ms', 'CPU µs/delivery', 'valid trials'],
  texts: 1,
  rows: [
    ['Short polling', '500', { value: '9.00', mark: 'best' as const }, '3\u00a0of\u00a03'],
    ['SSE', { value: '1.20', mark: 'leading' as const }, '13.0', '12\u00a0of\u00a012'],
  ],
};

test('where there is room, each row is a line, and last digits stand in line', () => {
  expect(tableText(TABLE, at(80))).toBe(
    [
      'transport      p50 ms   CPU µs/delivery   valid trials',
      'Short polling     500              9.00*        3 of 3',
      'SSE              1.20=             13.0       12 of 12',
    ].join('\n'),
  );
});

test('where there is less, heads are broken, then texts, and nothing is cut', () => {
  const narrow = tableText(TABLE, at(44));
  expect(widest(narrow)).toBeLessThanOrEqual(44);
  for (const word of ['transport', 'CPU', 'µs/', 'delivery', 'Short', '9.00*', '12 of 12']) {
    expect(narrow).toContain(word);
  }
  const narrower = tableText(TABLE, at(36));
  expect(widest(narrower)).toBeLessThanOrEqual(36);
  expect(narrower).toMatch(/^Short .*500 .*9\.00\*/m);
  expect(narrower).toMatch(/^polling$/m);
});

test('on a terminal a line follows the head, and what is marked is painted too', () => {
  const terminal: Terminal = {
    columns: 80,
    isTerminal: true,
    paint: (paint, text) => `<${paint}>${text}</${paint}>`,
  };
  const [head, rule, , sse] = tableText(TABLE, terminal).split('\n');
  expect(head).toMatch(/^<head>transport +p50 ms .*<\/head>$/);
  expect(rule).toMatch(/^<faint>─+<\/faint>$/);
  expect(sse).toMatch(/^SSE +<leading> +1\.20=<\/leading> /);
});

test('a text is wrapped between its words; a path stays whole', () => {
  expect(wrapped('  one two three', 9, '    ')).toEqual(['  one two', '    three']);
  expect(wrapped('see /a/long/path here', 8)).toEqual(['see', '/a/long/path', 'here']);
  expect(wrapped('7\u00a0ms', 2)).toEqual(['7 ms']);
  expect(wrapped('', 8)).toEqual(['']);
});
