import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { METRICS } from '../../../analysis/comparison/transports.ts';
import { confirmations } from '../../../analysis/sessions/confirmation.ts';
import { spreadsOf } from '../../../analysis/sessions/spread.ts';
import { readRecordedSessions } from '../../../results/format/recorded-sessions.ts';
import { ROOT } from '../../../root.ts';
import { knownSpreadsSource } from '../../../scripts/terminal/known-spreads-source.ts';

const sessions = readRecordedSessions(ROOT);

test('the known spreads are those of the recorded sessions; npm run record writes them', () => {
  const written = readFileSync(join(ROOT, 'analysis/comparison/known-spreads.ts'), 'utf8');
  expect(written).toBe(knownSpreadsSource(spreadsOf(sessions)));
});

describe('each recorded session in turn as the only one that is known', () => {
  const widened = confirmations(sessions);
  test.each(METRICS.map(({ id }) => id))('%s: the others confirm it', metric => {
    const { compared, inside, contradicted, clear, clearDecided } = widened.get(metric) ?? {
      compared: 0,
      inside: 0,
      contradicted: 0,
      clear: 0,
      clearDecided: 0,
    };
    expect(compared).toBeGreaterThan(100);
    expect(inside / compared).toBeGreaterThanOrEqual(0.93);
    expect(contradicted / compared).toBeLessThanOrEqual(0.01);
    // Not by saying nothing.
    expect(clear).toBeGreaterThan(20);
    expect(clearDecided / clear).toBeGreaterThanOrEqual(0.6);
  });

  test('without the spread between sessions they do not, on latency and CPU', () => {
    const alone = confirmations(sessions, false);
    for (const metric of ['p50', 'p99', 'cpu'] as const) {
      const { compared = 1, inside = compared } = alone.get(metric) ?? {};
      expect(inside / compared).toBeLessThan(0.93);
    }
    expect(alone.get('cpu')?.contradicted).toBeGreaterThan(0);
  });
});
