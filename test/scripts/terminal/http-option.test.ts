import { describe, expect, test } from 'vitest';
import { readBenchOptions } from '../../../scripts/terminal/bench-options.ts';
import { readTrialOptions } from '../../../scripts/terminal/trial-options.ts';

describe('HTTP/2 of the bench', () => {
  test('is spoken over TLS at every point, and each label says so', () => {
    const { scenarios, notes } = readBenchOptions(['notifications', 'ticker', '--tls', '--http', '2']);
    for (const { points } of scenarios) {
      for (const { load, label } of points) {
        expect(load.connection).toEqual({ tls: 'full', http: 2 });
        expect(label).toMatch(/\S, over TLS, over HTTP\/2$/);
      }
    }
    expect(notes).toEqual([
      'connection: TLS 1.3, a full handshake for each connection, at 2 points',
      'version of HTTP: HTTP/2, at 2 points',
    ]);
  });

  test('goes together with compression', () => {
    const options = ['ticker', '--tls', '--http', '2', '--compression', 'per-message'];
    const [point] = readBenchOptions(options).scenarios[0]?.points ?? [];
    expect(point?.load.connection).toEqual({ tls: 'full', http: 2, compression: 'per-message' });
  });

  test.each([
    [['ticker', '--http', '2'], /^--http: ticker, point \S+: HTTP\/2 needs TLS/],
    [['ticker', '--tls', '--http', '3'], /^unknown version of HTTP "3"; there are: 1, 2$/],
    [['chat', '--tls', '--http', '2'], /^--http: chat, point \S+: users that send do so over HTTP\/1.1/],
  ])('%j is refused in one line', (args, message) => {
    expect(() => readBenchOptions(args)).toThrow(message);
  });
});

describe('HTTP/2 of a trial', () => {
  test('is said before it', () => {
    const { point, notes } = readTrialOptions(['ticker', 'sse', '--tls', '--http', '2']);
    expect(point.load.connection).toEqual({ tls: 'full', http: 2 });
    expect(notes).toEqual(['connection: TLS 1.3, a full handshake for each connection; HTTP/2']);
  });

  test('is refused for a reference', () => {
    expect(() => readTrialOptions(['ticker', 'tcp-floor', '--tls', '--http', '2'])).toThrow(
      /^--http: the TCP floor has no HTTP; leave --http out$/,
    );
  });
});
