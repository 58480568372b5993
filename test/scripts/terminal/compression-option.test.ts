import { describe, expect, test } from 'vitest';
import { COMPRESSIONS } from '../../../scenarios/load/connection.ts';
import { readBenchOptions } from '../../../scripts/terminal/bench-options.ts';
import { readTrialOptions } from '../../../scripts/terminal/trial-options.ts';

describe('compression of the bench', () => {
  test.each(COMPRESSIONS)('%s is at every point, and each label says so', compression => {
    const { scenarios, notes } = readBenchOptions(['notifications', 'ticker', '--compression', compression]);
    for (const { points } of scenarios) {
      for (const { load, label } of points) {
        expect(load.connection).toEqual({ compression });
        expect(label).toMatch(/\S, compressed (per message|with shared context)$/);
      }
    }
    expect(notes).toEqual([expect.stringMatching(/^compression: compressed, .*, at 2 points$/)]);
  });

  test('goes together with TLS and a path', () => {
    const { scenarios } = readBenchOptions([
      'ticker',
      '--compression',
      'per-message',
      '--tls',
      '--path',
      'rtt=80ms',
    ]);
    const [point] = scenarios[0]?.points ?? [];
    expect(point?.load).toMatchObject({
      path: { rttMs: 80 },
      connection: { tls: 'full', compression: 'per-message' },
    });
    expect(point?.label).toMatch(/, over rtt=80ms, over TLS, compressed per message$/);
  });

  test('is added to points that have TLS of their own, and to those alone that have no compression', () => {
    const { scenarios, notes } = readBenchOptions(['layers', 'compression', '--compression', 'per-message']);
    const points = scenarios.flatMap(scenario => scenario.points);
    expect(points.filter(({ load }) => load.connection?.compression === 'shared-context')).toHaveLength(10);
    expect(points.find(({ id }) => id === 'single-tls')?.load.connection).toEqual({
      tls: 'full',
      compression: 'per-message',
    });
    expect(notes[0]).toMatch(/14 points keep their own compression$/);
  });

  test.each([
    [['ticker', '--compression', 'gzip'], /compression/],
    [
      ['browser', '--compression', 'per-message'],
      /^--compression: browser, point \S+: what a browser receives/,
    ],
    [['request-capacity', '--compression', 'per-message'], /^--compression: .*: external tools do not ask/],
    [['cross-check', '--compression', 'per-message'], /^--compression: .*: external tools do not ask/],
  ])('%j is refused in one line', (args, message) => {
    expect(() => readBenchOptions(args)).toThrow(message);
  });
});

describe('compression of a trial', () => {
  test('is said before it', () => {
    const { point, notes } = readTrialOptions(['ticker', 'sse', '--compression', 'per-message']);
    expect(point.load.connection).toEqual({ compression: 'per-message' });
    expect(notes).toEqual(['connection: compressed, each message by itself']);
  });

  test('is refused for a reference, which compresses nothing', () => {
    expect(() => readTrialOptions(['ticker', 'tcp-floor', '--compression', 'per-message'])).toThrow(
      '--compression: the TCP floor compresses nothing; leave --compression out',
    );
  });
});
