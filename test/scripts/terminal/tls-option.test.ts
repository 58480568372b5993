import { describe, expect, test } from 'vitest';
import { readBenchOptions } from '../../../scripts/terminal/bench-options.ts';
import { readTrialOptions } from '../../../scripts/terminal/trial-options.ts';

describe('TLS of the bench', () => {
  test.each([
    ['--tls', 'full', 'TLS', 'TLS 1.3, a full handshake for each connection'],
    ['--tls-resumed', 'resumed', 'TLS, resumed', 'TLS 1.3, each connection resumes a session'],
  ])('%s is under every connection, and each label says so', (option, tls, name, words) => {
    const { scenarios, notes } = readBenchOptions(['notifications', 'ticker', option]);
    for (const { points } of scenarios) {
      for (const { load, label } of points) {
        expect(load.connection).toEqual({ tls });
        expect(label).toMatch(new RegExp(`\\S, over ${name}$`));
      }
    }
    expect(notes).toEqual([`connection: ${words}, at 2 points`]);
  });

  test('goes together with a path', () => {
    const { scenarios } = readBenchOptions(['ticker', '--tls', '--path', 'rtt=80ms']);
    const [point] = scenarios[0]?.points ?? [];
    expect(point?.load).toMatchObject({ path: { rttMs: 80 }, connection: { tls: 'full' } });
    expect(point?.label).toMatch(/, over rtt=80ms, over TLS$/);
  });

  test.each([
    [['ticker', '--tls', '--tls-resumed'], /^--tls and --tls-resumed: .* use one of them$/],
    [
      ['browser', '--tls-resumed'],
      /^--tls-resumed: browser, point \S+: a browser decides by itself whether it resumes a session/,
    ],
    [['request-capacity', '--tls'], /^--tls: .*: external tools are not driven over TLS/],
    [['connect', '--tls'], /^--tls: connect, point \S+: a connection over TLS cannot be reset by its client/],
  ])('%j is refused in one line', (args, message) => {
    expect(() => readBenchOptions(args)).toThrow(message);
  });
});

test('TLS of a trial is said before it', () => {
  const { point, notes } = readTrialOptions(['ticker', 'sse', '--tls']);
  expect(point.load.connection).toEqual({ tls: 'full' });
  expect(notes).toEqual(['connection: TLS 1.3, a full handshake for each connection']);
});
