import { expect, test } from 'vitest';
import { unbroken } from '../../../report/text/unbroken.ts';

/** The values that stay on one line. */
const whole = (text: string): string[] =>
  [...unbroken(text).text.matchAll(/<span class="whole">([^<]*)<\/span>/g)].map(([, value = '']) => value);

test('ranges, and numbers with units and signs, stay whole', () => {
  expect(whole('It costs 1,234 (1,100–1,300) per month.')).toEqual(['1,100–1,300']);
  expect(whole('every 15 s, 300 B and 2.5 KiB; 500\u00a0ms')).toEqual(['15 s', '300 B', '2.5 KiB']);
  expect(whole('0.242 busy, ± 39.7%')).toEqual(['± 39.7%']);
  expect(whole('×1/300–1/200, price 0.09 per GB, 20 per month')).toEqual([
    '×1/300–1/200',
    '0.09 per GB',
    '20 per month',
  ]);
});

test('the end of a sentence and words are no part of a number', () => {
  expect(whole('From 190 to 2,900, SSE costs 22,488.')).toEqual([]);
  expect(whole('5 blocks, 15 seconds, 4 samples, 3 Bytes, p99 and v6.18')).toEqual([]);
});

test('a number in which no line ends needs no markup, and the text stays as it is', () => {
  expect(unbroken('SSE 26.2, or 1,234').text).toBe('SSE 26.2, or 1,234');
  const text = 'SSE 2,058 (1,958–2,157) and ±';
  expect(unbroken(text).text.replace(/<[^>]*>/g, '')).toBe(text);
});

test('a text is no markup', () => {
  expect(unbroken('<b>1,000 ms</b> & "2"').text).toBe(
    '&lt;b&gt;<span class="whole">1,000 ms</span>&lt;/b&gt; &amp; &quot;2&quot;',
  );
  expect(unbroken('<1,000 ms').text).toBe('<span class="whole">&lt;1,000 ms</span>');
});
