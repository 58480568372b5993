import { describe, expect, test } from 'vitest';
import { METRICS } from '../../../analysis/comparison/transports.ts';
import { floor, placesOf, predictionBy, workload } from '../../../analysis/sessions/covariate.ts';
import { isUseful, leftBy, type Tried, tryCovariates } from '../../../analysis/sessions/covariate-choice.ts';
import type { RecordedSession } from '../../../results/format/recorded-session.ts';
import { readRecordedSessions } from '../../../results/format/recorded-sessions.ts';
import { ROOT } from '../../../root.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';

type Transport = RecordedSession['cells'][number]['transport'];

interface Made {
  /** CPU of WebSocket follows the workload by this power. */
  power?: number;
  /** CPU of short polling follows the floor's, which follows nothing, by this power. */
  floorPower?: number;
  /** Between sessions, of WebSocket. */
  scatter?: number;
}

/** Sessions with a workload, two transports and the floor, at three points. */
function made(count: number, { power = 0, floorPower = 0, scatter = 0 }: Made): RecordedSession[] {
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
      cells: [3, 20, 70].flatMap((base, point) => {
        const floorCpu = 1 + random();
        const cellOf = (transport: Transport, cpu: number) => ({
          scenario: 's',
          point: `${point}`,
          transport,
          blocks: [0, 1, 2],
          values: { p50: none, p99: none, cpu: [cpu, cpu, cpu], bytes: none, wire: none },
        });
        return [
          cellOf('websocket', base * own),
          cellOf('short-polling', base * own * floorCpu ** floorPower),
          cellOf('tcp-floor', floorCpu),
        ];
      }),
    };
  });
}

const ofWebSocket = (sessions: readonly RecordedSession[]) =>
  placesOf('cpu', 'values', sessions, 'push').slice(0, 1);
const arithmetic = workload('arithmeticNs');

describe('a covariate', () => {
  test('that values follow predicts a session that it has not seen', () => {
    const found = predictionBy(arithmetic, ofWebSocket(made(6, { power: 1 })));
    expect(found?.predicted).toBe(6);
    expect(found?.withoutRms).toBeGreaterThan(0.1);
    expect(found?.withRms).toBeLessThan(1e-9);
  });

  test('that values do not follow does not help', () => {
    const found = predictionBy(arithmetic, ofWebSocket(made(6, { scatter: 0.5 })));
    expect(found?.withRms).toBeGreaterThanOrEqual(found?.withoutRms ?? Number.NaN);
  });

  test('is the floor’s own value at the point: of ratios of two others, not of those to itself', () => {
    const sessions = made(6, { floorPower: 1, scatter: 0.5 });
    const mixed = predictionBy(floor, placesOf('cpu', 'ratios', sessions, 'polling-push'));
    // Three points of six sessions, and no ratio to the floor.
    expect(mixed?.predicted).toBe(18);
    expect(mixed?.withRms).toBeLessThan(1e-9);
    expect(predictionBy(floor, placesOf('cpu', 'ratios', sessions, 'push-push'))).toBeNull();
  });

  test('leaves each session out of its own prediction', () => {
    const values = [1, 2, 4];
    const [first, second, third] = made(3, {});
    const covariates = new Map([first, second, third].map((session, index) => [session, values[index]]));
    const places = [
      {
        predicted: { scenario: 's', point: '0', metric: 'cpu', kind: 'push' } as const,
        values: [first, second, third].map((session, index) => ({
          session: session as RecordedSession,
          value: [1, 3, 2][index] as number,
        })),
      },
    ];
    // The line through the other two, at 1, 2 and 4: 3.5, 4/3 and 7. Their means: 2.5, 1.5, 2.
    const found = predictionBy(session => covariates.get(session) ?? null, places);
    expect(found?.withoutRms).toBeCloseTo(Math.sqrt((1.5 ** 2 + 1.5 ** 2 + 0 ** 2) / 3), 9);
    expect(found?.withRms).toBeCloseTo(Math.sqrt((2.5 ** 2 + (5 / 3) ** 2 + 5 ** 2) / 3), 9);
  });

  test('says nothing where it was not measured, or of two sessions', () => {
    expect(predictionBy(workload('memoryWalkNs'), ofWebSocket(made(6, { power: 1 })))).toBeNull();
    expect(predictionBy(arithmetic, ofWebSocket(made(2, { power: 1 })))).toBeNull();
  });
});

const named = (all: readonly Tried[], covariate: string, kind: string) =>
  all.find(one => one.covariate === covariate && one.kind === kind);

describe('of many covariates', () => {
  test('one that ratios follow is of use, and the others are not', () => {
    const tried = tryCovariates(made(9, { floorPower: 1, scatter: 0.5 }), 60);
    expect(tried.filter(isUseful).map(({ covariate, kind }) => `${covariate} ${kind}`)).toEqual([
      'tcp-floor polling-push',
    ]);
    expect(named(tried, 'arithmeticNs', 'polling-push')?.byChance).toBeGreaterThan(0.05);
  });

  test('one that explains much in a few sessions may do so by chance', () => {
    const tried = tryCovariates(made(4, { floorPower: 1 }), 60);
    const best = named(tried, 'tcp-floor', 'polling-push') as Tried;
    expect(leftBy(best)).toBeLessThan(1e-6);
    expect(isUseful({ ...best, byChance: 0.051 })).toBe(false);
    expect(isUseful({ ...best, byChance: 0.05 })).toBe(true);
    expect(isUseful({ ...best, withRms: 0.81 * best.withoutRms, byChance: 0 })).toBe(false);
  });
});

test('of the recorded sessions some explain latency of two polling transports, the floor best', () => {
  const tried = tryCovariates(readRecordedSessions(ROOT), 100);
  expect(tried.length).toBeGreaterThan(150);
  for (const { id } of METRICS) expect(tried.some(({ metric }) => metric === id)).toBe(true);
  // Short over long polling: half an interval over a transit, which the floor has as well, and
  // which is short where the machine is fast. No interval uses it: the ratio is some hundred times,
  // and decided without it.
  const useful = tried.filter(isUseful).toSorted((a, b) => leftBy(a) - leftBy(b));
  expect(useful[0]).toMatchObject({ metric: 'p50', covariate: 'tcp-floor' });
  for (const { metric, kind } of useful) {
    expect(kind).toBe('polling-polling');
    expect(['p50', 'p99']).toContain(metric);
  }
});
