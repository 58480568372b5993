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
    expect(notes).toEqual(['proxy: HAProxy, with its file in deploy/, at 2 points']);
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
    [['restart', '--proxy', 'caddy'], /^--proxy: restart, point \S+: faults happen without a proxy/],
  ])('%j is refused in one line', (args, message) => {
    expect(() => readBenchOptions(args)).toThrow(message);
  });
});

describe('a proxy in front of the server of a trial', () => {
  test('is said before it', () => {
    const { point, notes } = readTrialOptions(['ticker', 'sse', '--proxy', 'envoy:minimal']);
    expect(point.load.topology).toEqual({ proxy: 'envoy', configuration: 'minimal' });
    expect(notes).toEqual(['proxy: Envoy, with its minimal configuration']);
  });

  test('is refused for a reference', () => {
    expect(() => readTrialOptions(['ticker', 'tcp-floor', '--proxy', 'nginx'])).toThrow(
      /^--proxy: no proxy passes the TCP floor on; leave --proxy out$/,
    );
  });
});
