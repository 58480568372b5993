import { describe, expect, test } from 'vitest';
import { confirmations } from '../../../analysis/sessions/confirmation.ts';
import { recordedComparisons, spreadsOf } from '../../../analysis/sessions/spread.ts';
import type { RecordedSession } from '../../../results/format/recorded-session.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';

const POINTS = 60;
const BLOCKS = 3;

type Cell = RecordedSession['cells'][number];

/** A standard normal value (Box and Muller). */
const normal = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/**
 * A session in which short polling takes e times the CPU of WebSocket at each point: a log ratio of
 * 1, off by `tau` in each session and point, and by `sigma` in each block.
 */
function made(id: string, random: () => number, { tau, sigma }: { tau: number; sigma: number }) {
  const cells = Array.from({ length: POINTS }, (_, point): Cell[] => {
    const cellOf = (transport: Cell['transport'], cpu: number[]): Cell => {
      const none = cpu.map(() => null);
      const blocks = cpu.map((_, block) => block);
      return {
        scenario: 's',
        point: `${point}`,
        transport,
        blocks,
        values: { p50: none, p99: none, cpu, bytes: none, wire: none },
      };
    };
    const ofSession = 1 + tau * normal(random);
    const logs = Array.from({ length: BLOCKS }, () => ofSession + sigma * normal(random));
    return [
      cellOf('short-polling', logs.map(Math.exp)),
      cellOf(
        'websocket',
        logs.map(() => 1),
      ),
    ];
  });
  const session: RecordedSession = {
    id,
    startedAt: '2026-01-01T00:00:00Z',
    commit: null,
    preset: 'quick',
    processor: 'made up',
    kernel: 'made up',
    serverKeptAwake: true,
    workloads: null,
    cells: cells.flat(),
  };
  return session;
}

const madeSessions = (count: number, spread: { tau: number; sigma: number }, seed = 1) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => made(`${index}`, random, spread));
};

describe('the spread of sessions', () => {
  test.each([
    { tau: 0.2, sigma: 0.1 },
    { tau: 0.05, sigma: 0.3 },
    { tau: 0, sigma: 0.2 },
  ])('is found again: between sessions $tau, between blocks $sigma', spread => {
    const found = spreadsOf(madeSessions(5, spread)).cpu?.['polling-push'];
    expect(found?.sigma).toBeCloseTo(spread.sigma, 1);
    expect(Math.abs((found?.tau ?? 1) - spread.tau)).toBeLessThan(0.04);
    expect(found?.degreesOfFreedom).toBe(4);
  });

  test('is not taken between sessions that measured in another way', () => {
    const [first, second] = madeSessions(2, { tau: 0.1, sigma: 0.1 }) as [RecordedSession, RecordedSession];
    expect(spreadsOf([first, { ...second, serverKeptAwake: false }])).toEqual({});
    expect(spreadsOf([first, { ...second, preset: 'standard' }])).toEqual({});
  });

  test('needs two blocks of a session, paired by their number', () => {
    const [session] = madeSessions(1, { tau: 0, sigma: 0.1 }) as [RecordedSession];
    const one = session.cells.map(cell => ({
      ...cell,
      blocks: cell.transport === 'websocket' ? [5, 6, 0] : cell.blocks,
    }));
    expect(recordedComparisons([{ ...session, cells: one }])).toEqual([]);
    expect(recordedComparisons([session])).toHaveLength(POINTS);
  });
});

test.each([3, 4, 6])('of %i made-up sessions, each holds the medians of the others', count => {
  for (const seed of [1, 2, 3]) {
    const sessions = madeSessions(count, { tau: 0.15, sigma: 0.15 }, seed);
    const { compared = 0, inside = 0 } = confirmations(sessions).get('cpu') ?? {};
    expect(inside / compared).toBeGreaterThanOrEqual(0.93);
  }
});
