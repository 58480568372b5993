import { describe, expect, test } from 'vitest';
import { saidBy } from '../../../analysis/sessions/confirmation.ts';
import { recordedComparisons } from '../../../analysis/sessions/recorded-comparisons.ts';
import { spreadsOf } from '../../../analysis/sessions/spread.ts';
import { median } from '../../../analysis/statistics/paired-ratios.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';
import { madeRecorded } from '../../made/recorded-session.ts';
import { type Counts, countIn, drawn, noCounts, type Seen, seenIn } from '../../made/simulated-verdicts.ts';

interface Case {
  name: string;
  seen: Seen;
  /** From so many recorded sessions on 60% of the clear differences are decided; null: not by 6. */
  decidedFrom: number | null;
}

/** Spreads and ratios as recorded, from the narrowest to the widest. */
const CASES: readonly Case[] = [
  {
    name: 'wire bytes of polling and polling',
    seen: seenIn('wire', 'polling-polling', 'notifications'),
    decidedFrom: 3,
  },
  { name: 'p50 of push and push', seen: seenIn('p50', 'push-push', 'ticker'), decidedFrom: 6 },
  { name: 'p50 of polling and push', seen: seenIn('p50', 'polling-push', 'notifications'), decidedFrom: 3 },
  { name: 'p99 of polling and push', seen: seenIn('p99', 'polling-push', 'rate-sweep'), decidedFrom: 3 },
  { name: 'CPU of polling and push', seen: seenIn('cpu', 'polling-push', 'ticker'), decidedFrom: null },
  { name: 'CPU of push and push', seen: seenIn('cpu', 'push-push', 'notifications'), decidedFrom: null },
];

const RUNS = 200;
const POINTS = 4;

interface Recorded {
  /** How many recorded sessions have the scenario. */
  own: number;
  /** How many others have another scenario with the same spread. */
  elsewhere?: number;
}

/**
 * A run of one session beside another one, where only these sessions are recorded. A session moves
 * all its points by the same. That is the hardest case: then many points say no more of the spread
 * than one does.
 */
function simulated({ own, elsewhere = 0 }: Recorded, { truths: all, spread }: Seen): Counts {
  const random = seededRandom(own);
  const counts = noCounts();
  for (let run = 0; run < RUNS; run++) {
    const truths = Array.from({ length: POINTS }, () => drawn(random, all));
    const made = (id: string, scenario = 's') =>
      madeRecorded(id, random, { truths, spread, scenario, effect: 'shared' });
    const recorded = Array.from({ length: own }, (_, index) => made(`${index}`));
    const others = Array.from({ length: elsewhere }, (_, index) => made(`other ${index}`, 'other'));
    const spreads = spreadsOf([...recorded, ...others]);
    const comparisons = recordedComparisons([made('mine'), made('theirs'), ...recorded], 'cpu');
    for (const comparison of comparisons) {
      const logsOf = (id: string) => comparison.logs.get(id) as number[];
      countIn(counts, {
        one: saidBy(logsOf('mine'), comparison, spreads)?.interval ?? null,
        other: saidBy(logsOf('theirs'), comparison, spreads)?.interval ?? null,
        expected: median(logsOf('theirs')) as number,
        medians: [...comparison.logs.values()].map(blocks => median(blocks) as number),
      });
    }
  }
  return counts;
}

describe.each([2, 3, 4, 5, 6])('%i recorded sessions', own => {
  // Of two sessions no spread is taken: it comes from those of another scenario.
  const recorded = own === 2 ? { own, elsewhere: 4 } : { own };
  test.each(CASES)('$name: another session confirms a run', ({ seen, decidedFrom }) => {
    const { compared, inside, decided, contradicted, reversed, ...clear } = simulated(recorded, seen);
    expect(inside / compared).toBeGreaterThanOrEqual(0.93);
    expect(contradicted).toBeLessThanOrEqual(0.01 * decided);
    expect(reversed).toBeLessThanOrEqual(0.01 * compared);
    expect(clear.clear).toBeGreaterThan(5);
    if (decidedFrom === null || own < decidedFrom) return;
    expect(clear.clearDecided / clear.clear).toBeGreaterThanOrEqual(0.6);
  });
});

const caseOf = (name: string) => (CASES.find(one => one.name === name) as Case).seen;
const decidedShare = ({ clear, clearDecided }: Counts) => clearDecided / clear;

test('fourteen, as of the tour, decide CPU of polling and push; few do not, nor CPU of two that push', () => {
  const [mixed, push] = [caseOf('CPU of polling and push'), caseOf('CPU of push and push')];
  expect(decidedShare(simulated({ own: 14 }, mixed))).toBeGreaterThanOrEqual(0.6);
  expect(decidedShare(simulated({ own: 3 }, mixed))).toBeLessThan(0.4);
  expect(decidedShare(simulated({ own: 14 }, push))).toBeLessThan(0.6);
});

test.each(CASES)('$name: two recorded sessions, and nothing else, leave the blocks alone', ({ seen }) => {
  const { compared, inside } = simulated({ own: 2 }, seen);
  expect(inside / compared).toBeLessThan(0.93);
});
