import { expect, test } from 'vitest';
import { METRICS } from '../../../analysis/comparison/transports.ts';
import { predictionBy } from '../../../analysis/sessions/covariate.ts';
import type { RecordedSession } from '../../../results/format/recorded-session.ts';
import { readRecordedSessions } from '../../../results/format/recorded-sessions.ts';
import { ROOT } from '../../../root.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';

/** Sessions whose CPU follows a workload by this power, apart from a scatter between sessions. */
function made(count: number, power: number, scatter: number): RecordedSession[] {
  const random = seededRandom(5);
  return Array.from({ length: count }, (_, index) => {
    const speed = 1 + random();
    const own = speed ** power * Math.exp(scatter * (random() - 0.5));
    const none = [null, null, null];
    return {
      id: `${index}`,
      startedAt: `2026-01-0${index + 1}T00:00:00Z`,
      commit: null,
      preset: 'quick',
      processor: 'made up',
      kernel: 'made up',
      serverKeptAwake: true,
      workloads: { arithmeticNs: speed },
      cells: [3, 20, 70].map((base, point) => ({
        scenario: 's',
        point: `${point}`,
        transport: 'websocket' as const,
        blocks: [0, 1, 2],
        values: { p50: none, p99: none, cpu: [base * own, base * own, base * own], bytes: none, wire: none },
      })),
    };
  });
}

test('a workload that values follow predicts a session that it has not seen', () => {
  const found = predictionBy('arithmeticNs', 'cpu', 'values', made(6, 1, 0));
  expect(found?.predicted).toBe(18);
  expect(found?.withoutRms).toBeGreaterThan(0.1);
  expect(found?.withRms).toBeLessThan(1e-9);
});

test('a workload that values do not follow does not help', () => {
  const found = predictionBy('arithmeticNs', 'cpu', 'values', made(6, 0, 0.5));
  expect(found?.withRms).toBeGreaterThanOrEqual(found?.withoutRms ?? Number.NaN);
});

test('nothing is said without the workload, or of two sessions', () => {
  expect(predictionBy('memoryWalkNs', 'cpu', 'values', made(6, 1, 0))).toBeNull();
  expect(predictionBy('arithmeticNs', 'cpu', 'values', made(2, 1, 0))).toBeNull();
});

test('of the recorded sessions no workload explains the ratios, so that no interval uses one', () => {
  const sessions = readRecordedSessions(ROOT);
  const workloads = new Set(sessions.flatMap(session => Object.keys(session.workloads ?? {})));
  expect(workloads.size).toBeGreaterThan(10);
  for (const { id } of METRICS) {
    for (const workload of workloads) {
      const found = predictionBy(workload, id, 'ratios', sessions);
      expect(found?.predicted, `${id} ${workload}`).toBeGreaterThan(20);
      const left = (found?.withRms ?? 0) / (found?.withoutRms ?? 1);
      expect(left, `${id} by ${workload}`).toBeGreaterThan(0.8);
    }
  }
});
