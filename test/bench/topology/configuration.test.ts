import { describe, expect, test } from 'vitest';
import { configurationOf } from '../../../bench/topology/configuration.ts';
import { CONFIGURATIONS, PROXIES } from '../../../scenarios/load/topology.ts';

const ports = { front: 41_001, servers: [41_002] };

describe.each(PROXIES)('the files of %s', proxy => {
  test.each(CONFIGURATIONS)('%s: the lab changes nothing but their two ports', configuration => {
    const text = configurationOf({ proxy, configuration }, ports);
    expect(text).toContain('41001');
    expect(text).toContain('41002');
    expect(text).not.toMatch(/\b80[08]0\b/);
    const usual = configurationOf({ proxy, configuration }, { front: 8000, servers: [8080] });
    expect(text.replaceAll('41001', '8000').replaceAll('41002', '8080')).toBe(usual);
  });

  test('a further server is a further line', () => {
    const configuration = 'tuned';
    const one = configurationOf({ proxy, configuration }, ports).split('\n');
    const two = configurationOf({ proxy, configuration }, { ...ports, servers: [41_002, 41_003] }).split(
      '\n',
    );
    expect(two.filter(line => !one.includes(line))).toEqual([
      one.find(line => line.includes('41002'))?.replaceAll('41002', '41003'),
    ]);
    expect(two.length).toBe(one.length + 1);
  });

  test('the minimal one is no longer than the other', () => {
    const lines = (configuration: 'tuned' | 'minimal') =>
      configurationOf({ proxy, configuration }, ports)
        .split('\n')
        .filter(line => line.trim() !== '').length;
    expect(lines('minimal')).toBeLessThanOrEqual(lines('tuned'));
  });
});
