import { expect, test } from 'vitest';
import { headerOf, httpReader } from '../../../clients/transports/http-reader.ts';

test('a header is found in any letter case, and one that is missing is not', () => {
  const headers = ['Content-Type', 'text/html', 'ETag', '"7"'];
  expect(headerOf(headers, 'etag')).toBe('"7"');
  expect(headerOf(headers, 'content-type')).toBe('text/html');
  expect(headerOf(headers, 'text/html')).toBeUndefined();
  expect(headerOf(headers, 'retry-after')).toBeUndefined();
  expect(headerOf([], 'etag')).toBeUndefined();
});

/** What is read from a connection that then ends, one line for each part. */
function read(...pieces: string[]): string[] {
  const parts: string[] = [];
  const reader = httpReader({
    onHead: (statusCode, _, { shouldKeepAlive }) => parts.push(`${statusCode} ${shouldKeepAlive}`),
    onBody: chunk => parts.push(`${chunk}`),
    onEnd: () => parts.push('end'),
  });
  for (const piece of pieces) reader.read(Buffer.from(piece));
  parts.push('the connection ends');
  reader.ended();
  return parts;
}

test.each([
  ['responses with a length', ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab'], ['200 true', 'ab', 'end']],
  ['a 304 with a length', ['HTTP/1.1 304 \r\nContent-Length: 9\r\n\r\n'], ['304 true', 'end']],
  [
    'an interim response',
    ['HTTP/1.1 103 Early Hints\r\n\r\n', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['204 true', 'end'],
  ],
  ['`Connection: close`', ['HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'], ['204 false', 'end']],
  [
    'HTTP/1.0 that keeps its connection',
    ['HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\na'],
    ['200 true', 'a', 'end'],
  ],
])('%s', (_, pieces, parts) => expect(read(...pieces)).toEqual([...parts, 'the connection ends']));

test('a body without a length ends with the connection', () => {
  expect(read('HTTP/1.0 200 OK\r\n\r\n', 'a')).toEqual(['200 false', 'a', 'the connection ends', 'end']);
});

test('a response that is cut off has no end', () => {
  expect(read('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\na')).toEqual([
    '200 true',
    'a',
    'the connection ends',
  ]);
  expect(read('HTTP/1.1 200 OK\r\nContent-Le')).toEqual(['the connection ends']);
});
