import { describe, expect, test } from 'vitest';
import { type BlockRatio, ratioInterval } from '../../../analysis/comparison/ratio-interval.ts';
import { median } from '../../../analysis/statistics/paired-ratios.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';
import { normal } from '../../made/normal.ts';
import { type Counts, countIn, drawn, noCounts, type Seen, seenIn } from '../../made/simulated-verdicts.ts';

/** As recorded; from so many sessions on 60% of the clear differences are decided. */
const CASES = [
  { name: 'wire bytes', seen: seenIn('wire', 'polling-polling', 'notifications'), decidedFrom: 2 },
  { name: 'p50 of push and push', seen: seenIn('p50', 'push-push', 'ticker'), decidedFrom: 3 },
  { name: 'p50 of polling and push', seen: seenIn('p50', 'polling-push', 'notifications'), decidedFrom: 2 },
  { name: 'p99 of polling and push', seen: seenIn('p99', 'polling-push', 'rate-sweep'), decidedFrom: 3 },
  { name: 'CPU of polling and push', seen: seenIn('cpu', 'polling-push', 'ticker'), decidedFrom: 3 },
  { name: 'CPU of push and push', seen: seenIn('cpu', 'push-push', 'notifications'), decidedFrom: 4 },
];

const RUNS = 500;
const BLOCKS = 3;

/** Two joined runs of so many sessions each. The interval of the one should hold the true ratio. */
function simulated(sessions: number, { truths, spread }: Seen): Counts {
  const random = seededRandom(sessions);
  const counts = noCounts();
  for (let run = 0; run < RUNS; run++) {
    const truth = drawn(random, truths);
    const joined = (): BlockRatio[][] =>
      Array.from({ length: sessions }, (_, session) => {
        const own = truth + spread.tau * normal(random);
        return Array.from({ length: BLOCKS }, (_, block) => {
          return { session, block, ratio: Math.exp(own + spread.sigma * normal(random)) };
        });
      });
    const [one, other] = [joined(), joined()];
    countIn(counts, {
      one: ratioInterval(one.flat(), null),
      other: ratioInterval(other.flat(), null),
      expected: truth,
      medians: [...one, ...other].map(own => median(own.map(({ ratio }) => Math.log(ratio))) as number),
    });
  }
  return counts;
}

describe.each([2, 3, 4, 5, 6])('%i sessions joined', sessions => {
  test.each(CASES)('$name: as many others confirm them', ({ seen, decidedFrom }) => {
    const { compared, inside, decided, contradicted, clear, ...ofClear } = simulated(sessions, seen);
    expect(inside / compared).toBeGreaterThanOrEqual(0.93);
    expect(contradicted).toBeLessThanOrEqual(0.01 * decided);
    expect(ofClear.clearDenied).toBe(0);
    expect(clear).toBeGreaterThan(10);
    if (sessions >= decidedFrom) expect(ofClear.clearDecided / clear).toBeGreaterThanOrEqual(0.6);
  });
});
