import { describe, expect, test } from 'vitest';
import { answerInWords } from '../../../report/planner/answer-words.ts';
import {
  longestPollIntervalOver,
  longPollLatencyOver,
  pushLatencyOver,
  type Reach,
  reachOf,
  shortPollLatencyOver,
} from '../../../report/planner/distance.ts';
import { distanceCheckOf, distanceInWords } from '../../../report/planner/distance-check.ts';
import { longestPollIntervalMs, longPollLatency, shortPollLatency } from '../../../report/planner/latency.ts';
import { planOf } from '../../../report/planner/plan.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';
import { madeModel, NUMBERS } from '../../made/plans.ts';
import { madeRun, madeScenario, madeTrial, spreadMs } from '../../made/run.ts';

const MIX = [
  { share: 0.6, rttMs: 20 },
  { share: 0.3, rttMs: 80 },
  { share: 0.1, rttMs: 300 },
];
const reach = reachOf(MIX, 0.5);
const alone = (transitMs: number): Reach[] => [{ share: 1, transitMs }];

/** Mean and p99 of drawn latencies. */
function drawn(latencyOf: (transitMs: number, random: () => number) => number, seed = 1) {
  const random = seededRandom(seed);
  const latencies = Array.from({ length: 200_000 }, () => {
    const place = random();
    const transitMs = place < 0.6 ? 10.5 : place < 0.9 ? 40.5 : 150.5;
    return latencyOf(transitMs, random);
  }).sort((a, b) => a - b);
  const meanMs = latencies.reduce((sum, one) => sum + one, 0) / latencies.length;
  return { meanMs, p99Ms: latencies[Math.floor(0.99 * latencies.length)] as number };
}

describe('latency over a mix of round trips', () => {
  test('of a push: one transit to each', () => {
    expect(reach.map(({ transitMs }) => transitMs)).toEqual([10.5, 40.5, 150.5]);
    expect(pushLatencyOver(reach)).toEqual({
      meanMs: expect.closeTo(0.6 * 10.5 + 0.3 * 40.5 + 0.1 * 150.5, 9),
      p99Ms: expect.closeTo(150.5, 5),
    });
    // One in two hundred is not in p99.
    const few = reachOf(
      [
        { share: 0.995, rttMs: 20 },
        { share: 0.005, rttMs: 300 },
      ],
      0.5,
    );
    expect(pushLatencyOver(few).p99Ms).toBe(10.5);
  });

  test('of short polling agrees with drawn latencies', () => {
    const simulated = drawn((transitMs, random) => transitMs + random() * 400);
    const { meanMs, p99Ms } = shortPollLatencyOver(reach, 400);
    expect(Math.abs(meanMs / simulated.meanMs - 1)).toBeLessThan(0.01);
    expect(Math.abs(p99Ms / simulated.p99Ms - 1)).toBeLessThan(0.01);
  });

  test('of long polling agrees with a simulation of each part', () => {
    const ratePerSecond = 20;
    const polling = { ratePerSecond, waitMs: 25_000 };
    const latencies = MIX.flatMap(({ share, rttMs }, part) => {
      const random = seededRandom(part + 5);
      const transitMs = 0.5 + rttMs / 2;
      let at = 0;
      const atMs = Array.from({ length: share * 300_000 }, () => {
        at -= (Math.log(1 - random()) * 1000) / ratePerSecond;
        return at;
      });
      const own: number[] = [];
      let backMs = 0;
      for (let next = 0; next < atMs.length; ) {
        const answeredMs = Math.max(backMs, atMs[next] as number);
        for (let one = atMs[next]; one !== undefined && one <= answeredMs; one = atMs[++next]) {
          own.push(answeredMs + transitMs - one);
        }
        backMs = answeredMs + 2 * transitMs;
      }
      return own;
    }).sort((a, b) => a - b);
    const { meanMs, p99Ms } = longPollLatencyOver(reach, polling);
    const simulatedMs = latencies.reduce((sum, one) => sum + one, 0) / latencies.length;
    expect(Math.abs(meanMs / simulatedMs - 1)).toBeLessThan(0.01);
    expect(Math.abs(p99Ms / (latencies[Math.floor(0.99 * latencies.length)] as number) - 1)).toBeLessThan(
      0.02,
    );
  });

  test('of one round trip is that of the formulas', () => {
    const polling = { ratePerSecond: 3, waitMs: 25_000, transitMs: 40 };
    expect(shortPollLatencyOver(alone(40), 500).p99Ms).toBeCloseTo(shortPollLatency(500, 40).p99Ms, 9);
    const [over, by] = [longPollLatencyOver(alone(40), polling), longPollLatency(polling)];
    expect(over.meanMs).toBeCloseTo(by.meanMs, 9);
    expect(over.p99Ms).toBeCloseTo(by.p99Ms, 9);
    expect(longestPollIntervalOver(700, alone(40))).toBe(longestPollIntervalMs(700, 40));
  });
});

describe('the interval of short polling', () => {
  test('is the longest whose p99 over all users is acceptable', () => {
    const intervalMs = longestPollIntervalOver(600, reach);
    expect(shortPollLatencyOver(reach, intervalMs).p99Ms).toBeCloseTo(600, 3);
    expect(shortPollLatencyOver(reach, intervalMs * 1.01).p99Ms).toBeGreaterThan(600);
    expect(longestPollIntervalOver(1e9, reach)).toBe(60_000);
  });

  test('is not shorter than the round trip to the farthest', () => {
    const intervalMs = longestPollIntervalOver(100, reach);
    expect(intervalMs).toBe(301);
    expect(shortPollLatencyOver(reach, intervalMs).p99Ms).toBeGreaterThan(100);
  });
});

describe('a plan over distance', () => {
  const model = madeModel();
  const latenciesOf = (roundTrips?: typeof MIX) =>
    planOf({ ...NUMBERS, ...(roundTrips && { roundTrips }) }, model, 0.5).transports.map(
      ({ latency }) => latency as { meanMs: number; p99Ms: number },
    );

  test('adds one transit to the mean of a push and of rare long polls', () => {
    const [, , near] = latenciesOf();
    const [, long, sse, websocket] = latenciesOf([{ share: 1, rttMs: 80 }]);
    expect((sse?.meanMs ?? 0) - (near?.meanMs ?? 0)).toBeCloseTo(40, 9);
    expect((sse?.p99Ms ?? 0) - (near?.p99Ms ?? 0)).toBeCloseTo(40, 9);
    expect(long?.meanMs).toBeGreaterThan(40);
    expect(websocket?.p99Ms).toBeGreaterThan(40);
  });

  test('with users too far for the limit is not good enough', () => {
    const input = { ...NUMBERS, acceptableMs: 100, roundTrips: MIX };
    const plan = planOf(input, model, 0.5);
    expect(plan.cheapest).toEqual([]);
    expect(answerInWords(plan, input)).toContain(
      'subscribers with round trips of 20 ms for 60%, 80 ms for 30% and 300 ms for 10%, ',
    );
    expect(answerInWords(planOf(NUMBERS, model, 0.5), NUMBERS)).not.toContain('round trip');
  });
});

describe('the check against measured distances', () => {
  const scenario = madeScenario('distance', 1, ['80 ms', 'lossy', 'long']);
  const [point, lossy, long] = scenario.points;
  if (!point || !lossy || !long) throw new Error('no points');
  point.load = {
    ...point.load,
    path: { rttMs: 80 },
    arrivals: { kind: 'poisson', ratePerSecond: 1 },
  };
  lossy.load = { ...point.load, path: { rttMs: 80, lossPercent: 1 } };
  // Three flights in slow start, where the planner has one transit.
  long.load = { ...point.load, payloadBytes: 60_000 };
  const at = (transport: 'sse' | 'short-polling' | 'tcp-floor', where: string, latenciesMs: number[]) =>
    madeTrial({ scenario: 'distance', point: where, transport, block: 0 }, { latenciesMs });
  const run = madeRun(
    [scenario],
    [
      at('sse', 'p0', Array(100).fill(41)),
      at('short-polling', 'p0', spreadMs(40.5, 540.5)),
      at('tcp-floor', 'p0', [40]),
      at('sse', 'p1', [300]),
      at('sse', 'p2', Array(100).fill(200)),
    ],
  );

  test('has the cells of paths with nothing but delay and of messages of one flight', () => {
    const cells = distanceCheckOf(run, 0.5)?.cells ?? [];
    expect(cells.map(({ transport, rttMs }) => [transport, rttMs])).toEqual([
      ['sse', 80],
      ['short-polling', 80],
    ]);
    expect(cells[0]?.predicted).toEqual({ meanMs: 40.5, p99Ms: 40.5 });
    expect(cells[0]?.measured.meanMs).toBeCloseTo(41, 6);
    expect(cells[1]?.predicted.p99Ms).toBeCloseTo(535.5, 6);
  });

  test('says how right the planner was, or that nothing was measured', () => {
    expect(distanceInWords(distanceCheckOf(run, 0.5))).toContain(
      'Checked against 2 measured cells over distance',
    );
    expect(distanceInWords(distanceCheckOf(run, 0.5))).toMatch(
      /largest error of a mean is 1\.22%: SSE at 80/,
    );
    expect(distanceCheckOf(madeRun([madeScenario('ticker', 1)], []), 0.5)).toBeNull();
    expect(distanceInWords(null)).toMatch(/measured no distance\. .*--set distance/);
  });
});
