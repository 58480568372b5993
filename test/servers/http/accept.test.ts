import { expect, test } from 'vitest';
import { qualityOf } from '../../../servers/http/accept.ts';

test.each([
  [undefined, 0],
  ['', 0],
  ['*/*', 0],
  ['text/*', 0],
  ['text/html', 1],
  ['Text/HTML', 1],
  ['application/json, text/html;q=0.5', 0.5],
  ['text/html; charset=utf-8; q=0.7', 0.7],
  ['text/html;q=0', 0],
  ['text/html;q=x', 0],
  ['application/xhtml+xml,text/html', 1],
  ['text/html5', 0],
])('%j wants text/html with %d', (accept, quality) => {
  expect(qualityOf(accept, 'text/html')).toBe(quality);
});
