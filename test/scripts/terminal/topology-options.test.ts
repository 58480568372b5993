import { describe, expect, test } from 'vitest';
import { readBenchOptions } from '../../../scripts/terminal/bench-options.ts';
import { readTrialOptions } from '../../../scripts/terminal/trial-options.ts';

describe('a proxy in front of the servers of a run', () => {
  test('stands at every point, and each label says so', () => {
    const { scenarios, notes } = readBenchOptions(['notifications', 'ticker', '--proxy', 'haproxy']);
    for (const { points } of scenarios) {
      for (const { load, label } of points) {
        expect(load.topology).toEqual({ proxy: 'haproxy' });
        expect(label).toMatch(/\S, through HAProxy$/);
      }
    }
    expect(notes).toEqual(['topology: HAProxy, with its file in deploy/, at 2 points']);
  });

  test('may have its minimal configuration', () => {
    const [point] = readBenchOptions(['ticker', '--proxy', 'nginx:minimal']).scenarios[0]?.points ?? [];
    expect(point?.load.topology).toEqual({ proxy: 'nginx', configuration: 'minimal' });
    expect(point?.label).toMatch(/, through nginx, minimal$/);
  });

  test.each([
    [['ticker', '--proxy', 'ngnix'], /^unknown proxy "ngnix"; there are: nginx, haproxy, caddy, envoy$/],
    [
      ['ticker', '--proxy', 'nginx:best'],
      /^unknown configuration of a proxy "best"; there are: tuned, minimal$/,
    ],
    [['ticker', '--proxy', 'nginx:minimal:x'], /^unknown configuration of a proxy "minimal:x"/],
    [
      ['ticker', '--proxy', 'nginx', '--tls'],
      /^--proxy: ticker, point \S+: through a proxy, clients speak plain/,
    ],
    [['restart', '--proxy', 'caddy'], /^--proxy: restart, point \S+: faults of one server or of the cable/],
  ])('%j is refused in one line', (args, message) => {
    expect(() => readBenchOptions(args)).toThrow(message);
  });
});

describe('several servers and a broker', () => {
  test('stand behind the proxy', () => {
    const options = ['ticker', '--proxy', 'haproxy', '--servers', '3', '--broker', 'valkey'];
    const { scenarios, notes } = readBenchOptions(options);
    const [point] = scenarios[0]?.points ?? [];
    expect(point?.load.topology).toEqual({ proxy: 'haproxy', servers: 3, broker: 'valkey' });
    expect(point?.label).toMatch(/, through HAProxy, 3 servers, Valkey$/);
    expect(notes).toEqual([
      'topology: HAProxy, with its file in deploy/; 3 servers; the feed on Valkey, at 1 point',
    ]);
  });

  test.each([
    [['ticker', '--servers', '2'], /several servers need a proxy in front of them/],
    [['ticker', '--proxy', 'nginx', '--servers', '2'], /servers share a feed by a broker/],
    [
      ['ticker', '--proxy', 'nginx:minimal', '--servers', '2', '--broker', 'valkey'],
      /a minimal configuration is for one server/,
    ],
    [['ticker', '--broker', 'kafka'], /^unknown broker "kafka"; there are: valkey$/],
    [['ticker', '--proxy', 'nginx', '--broker', 'valkey', '--servers', '9'], /--servers/],
    [
      ['restart', '--broker', 'valkey'],
      /^--broker: restart, point \S+: faults of one server or of the cable/,
    ],
  ])('%j is refused in one line', (args, message) => {
    expect(() => readBenchOptions(args)).toThrow(message);
  });
});

describe('a proxy in front of the server of a trial', () => {
  test('is said before it', () => {
    const { point, notes } = readTrialOptions(['ticker', 'sse', '--proxy', 'envoy:minimal']);
    expect(point.load.topology).toEqual({ proxy: 'envoy', configuration: 'minimal' });
    expect(notes).toEqual(['topology: Envoy, with its minimal configuration']);
  });

  test('is refused for a reference', () => {
    expect(() => readTrialOptions(['ticker', 'tcp-floor', '--proxy', 'nginx'])).toThrow(
      /^--proxy: the TCP floor goes straight to one server; leave --proxy out$/,
    );
  });
});
