import { delimiter, dirname } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { askK6, assertDrives, findK6, parseK6Version } from '../../../clients/tools/k6-find.ts';
import { latencyOf, parseK6Summary } from '../../../clients/tools/k6-summary.ts';
import { fakeK6, VERSION, WITH_SSE } from '../../harness/fake-k6.ts';

test('a k6 says its version and whether it can SSE', () => {
  expect(parseK6Version('k6', VERSION)).toEqual({ path: 'k6', version: '2.3.0', sseExtension: null });
  expect(parseK6Version('k6', WITH_SSE).sseExtension).toBe('github.com/phymbert/xk6-sse v0.2.0');
  expect(parseK6Version('k6', VERSION.replace('k6', 'k6-2.3.exe')).version).toBe('2.3.0');
  expect(askK6(fakeK6(WITH_SSE))).toMatchObject({
    version: '2.3.0',
    sseExtension: 'github.com/phymbert/xk6-sse v0.2.0',
  });
  // One that was built from a folder has no version.
  const ours = `${VERSION}\nExtensions:\n  pushlab/sse-extension (devel), k6/x/sse [js]`;
  expect(parseK6Version('k6', ours).sseExtension).toBe('pushlab/sse-extension');
});

test.each([
  ['k6 v1.7.2 (go1.24.1, linux/amd64)', /1\.7\.2; the scripts need 2 or later; npm run k6:install/],
  ['k6 v0.57.0 (go1.23, linux/amd64)', /need 2 or later/],
  ['something else', /does not report a k6 version: something else/],
  ['', /does not report a k6 version: nothing/],
])('%j is refused', (printed, why) => {
  expect(() => parseK6Version('/opt/k6', printed)).toThrow(why);
});

test('a k6 that is not there, or fails, says what to do', () => {
  expect(() => askK6('/nowhere/k6')).toThrow('there is no k6 at /nowhere/k6');
  expect(() => askK6(fakeK6('', 'exit 1').replace(/k6$/, ''))).toThrow(/version/);
});

afterEach(() => void vi.unstubAllEnvs());

test('the k6 that PUSHLAB_K6 names is taken, and no other', () => {
  const path = fakeK6(VERSION);
  vi.stubEnv('PUSHLAB_K6', path);
  expect(findK6()).toEqual({ path, version: '2.3.0', sseExtension: null });
  vi.stubEnv('PUSHLAB_K6', '/nowhere/k6');
  vi.stubEnv('PATH', [dirname(fakeK6(WITH_SSE)), process.env.PATH].join(delimiter));
  expect(findK6).toThrow('there is no k6 at /nowhere/k6 (PUSHLAB_K6 is /nowhere/k6)');
  // With nothing named, one that reads event streams goes before one that does not, wherever it is.
  vi.stubEnv('PUSHLAB_K6', '');
  expect(findK6().sseExtension).not.toBeNull();
});

test('without the extension only SSE is refused', () => {
  const k6 = parseK6Version('/opt/k6', VERSION);
  for (const transport of ['short-polling', 'long-polling', 'websocket'] as const)
    assertDrives(k6, transport);
  expect(() => assertDrives(k6, 'sse')).toThrow(
    '/opt/k6 (k6 2.3.0) was built without the extension k6/x/sse; npm run k6:install builds one with it',
  );
});

const counter = (count: number) => ({ type: 'counter', contains: 'default', values: { count, rate: 1 } });
const trend = {
  type: 'trend',
  contains: 'time',
  values: { count: 5, avg: 2, min: 0, med: 2, 'p(90)': 3, 'p(99)': 4, max: 4 },
};
const metrics = {
  delivered: counter(5),
  missing: counter(0),
  duplicate: counter(0),
  reordered: counter(0),
  answers: counter(5),
  failed: counter(0),
  unfinished: counter(0),
  delivery_latency: trend,
  data_received: counter(1000),
  data_sent: counter(100),
};

test('a summary is read', () => {
  const read = parseK6Summary(JSON.stringify({ metrics: { ...metrics, vus: {} }, root_group: {} }));
  expect(read.delivered.values.count).toBe(5);
  expect(latencyOf(read)).toEqual({ count: 5, mean: 2, min: 0, p50: 2, p90: 3, p99: 4, max: 4 });
});

test('where nothing was delivered there is no latency', () => {
  const { delivery_latency: _, ...silent } = metrics;
  expect(latencyOf(parseK6Summary(JSON.stringify({ metrics: silent })))).toBeNull();
});

test.each([
  ['no JSON', 'k6 was here', /k6's summary is not JSON/],
  ['another shape', '{"results":{"metrics":[]}}', /unknown shape: \/ .*metrics/],
  ['a metric that is not there', JSON.stringify({ metrics: { ...metrics, missing: undefined } }), /missing/],
  [
    'a metric of another type',
    JSON.stringify({ metrics: { ...metrics, delivered: trend } }),
    /unknown shape: \/metrics\/delivered/,
  ],
  [
    'a count below zero',
    JSON.stringify({ metrics: { ...metrics, duplicate: counter(-1) } }),
    /unknown shape: \/metrics\/duplicate/,
  ],
  [
    'a latency below zero',
    JSON.stringify({
      metrics: { ...metrics, delivery_latency: { ...trend, values: { ...trend.values, min: -3 } } },
    }),
    /unknown shape: \/metrics\/delivery_latency/,
  ],
])('%s is an error, and not zeros', (_, text, why) => {
  expect(() => parseK6Summary(text)).toThrow(why);
});
