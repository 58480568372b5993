import { describe, expect, test } from 'vitest';
import { firstWords, refusalOf } from '../../../clients/transports/refusal.ts';

const answer = { statusCode: 503, statusText: 'Service Unavailable', body: '' };

describe('the first words', () => {
  test.each([
    ['of a text', 'no\r\n\tsuch  thing\u0000', 'no such thing'],
    ['of a page: its body', '<html><head><title>a</title></head><body><h1>b</h1> c</body>', 'b c'],
    ['of an empty page: its title', '<!doctype html><head><title>My app</title></head><div></div>', 'My app'],
    ['not of scripts and styles', '<style>p { a: b }</style><p>d</p><script>e()</script>', 'd'],
    ['of nothing', ' ', ''],
  ])('%s', (_, text, words) => expect(firstWords(text)).toBe(words));

  test('are cut where they are long', () => {
    expect(firstWords('x'.repeat(120))).toBe('x'.repeat(120));
    expect(firstWords('x'.repeat(121))).toBe(`${'x'.repeat(120)}…`);
  });
});

test.each([
  [400, true],
  [404, true],
  [408, false],
  [410, true],
  [425, false],
  [426, true],
  [429, false],
  [500, false],
  [503, false],
  [302, true],
  [200, true],
])('%i is final: %s', (statusCode, isFinal) => {
  expect(refusalOf({ ...answer, statusCode })).toMatchObject({ isFinal, code: `HTTP_${statusCode}` });
});

describe('Retry-After', () => {
  const retryAfterMs = (retryAfter: string | null, statusCode = 503) =>
    refusalOf({ ...answer, statusCode, retryAfter }).retryAfterMs;

  test.each([
    ['0', 0],
    ['5', 5000],
    ['86400', 60_000],
    ['-5', 0],
    ['soon', 0],
    ['', 0],
    [null, 0],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
    ['Thu, 31 Dec 2099 23:59:59 GMT', 60_000],
  ])('%j is %i ms', (value, ms) => expect(retryAfterMs(value)).toBe(ms));

  test('a date is the time until then', () => {
    const ms = retryAfterMs(new Date(Date.now() + 30_000).toUTCString());
    // The date has whole seconds.
    expect(ms).toBeGreaterThan(20_000);
    expect(ms).toBeLessThanOrEqual(30_000);
  });

  test('means nothing where nothing follows', () => expect(retryAfterMs('5', 404)).toBe(0));
});

test("the server's own words are used where it states code and message", () => {
  const body = '{"code":"CURSOR_GONE","message":"too old"}';
  expect(refusalOf({ statusCode: 410, statusText: 'Gone', body })).toMatchObject({
    code: 'CURSOR_GONE',
    reason: 'too old',
  });
  expect(refusalOf({ ...answer, body }).reason).toBe('the server answered 503: too old');
});
