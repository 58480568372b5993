import { describe, expect, test } from 'vitest';
import { crossChecks } from '../../../analysis/comparison/tool-agreement.ts';
import { crossCheckInWords } from '../../../report/words/agreement.ts';
import type { MeasuredTrial, Trial } from '../../../results/format/trial.ts';
import { failedTrial, madeRun, madeScenario, madeTrial } from '../../made/run.ts';
import { madeToolTrial } from '../../made/tool-trial.ts';

const place = { scenario: 'ticker', point: 'p0', transport: 'sse', block: 0 } as const;
const LAB = { latenciesMs: [10, 10, 10], received: 1000, payloadBytes: 100, overheadDown: 0 };
const lab = (over = {}): MeasuredTrial => madeTrial(place, { ...LAB, ...over });

function ofTwo(other: Trial, trials: Trial[] = [lab()]) {
  const run = { ...madeRun([madeScenario('ticker', 1)], trials), toolTrials: [other] };
  return crossChecks(run, 'ticker', 'p0');
}
const disagreements = (other: Trial) =>
  ofTwo(other).flatMap(({ agreements }) => agreements.filter(one => !one.agrees).map(({ what }) => what));

describe('a witness', () => {
  test('that saw the same agrees on everything', () => {
    const [crossCheck] = ofTwo(madeToolTrial(lab(), 'k6', { p50: 10, p99: 10 }));
    expect(crossCheck).toMatchObject({ transport: 'sse', tool: 'k6', blocks: 1 });
    expect(crossCheck?.agreements.every(({ agrees }) => agrees)).toBe(true);
    expect(crossCheckInWords(crossCheck as NonNullable<typeof crossCheck>)).toEqual({
      text: expect.stringMatching(
        /^SSE, 1 block: the lab and k6 agree on every count, .*bytes down, .* and p99 latency\.$/,
      ),
      warn: false,
    });
  });

  test('may differ by a millisecond and 5%, and by no more', () => {
    expect(disagreements(madeToolTrial(lab(), 'k6', { p50: 11.5, p99: 8.6 }))).toEqual([]);
    expect(disagreements(madeToolTrial(lab(), 'k6', { p50: 11.6, p99: 8.4 }))).toEqual(['p50', 'p99']);
  });

  test('is compared in latency by medians over blocks, with what the lab’s own have', () => {
    const blocks = [10, 12, 40].map((p50, block) => ({
      of: madeTrial({ ...place, block }, { ...LAB, latenciesMs: [p50, p50, p50] }),
      seen: [50, 12, 11][block] ?? 0,
    }));
    const scenario = madeScenario('ticker', 3);
    const run = {
      ...madeRun(
        [scenario],
        blocks.map(({ of }) => of),
      ),
      toolTrials: blocks.map(({ of, seen }) => madeToolTrial(of, 'k6', { p50: seen, p99: 30 })),
    };
    const [crossCheck] = crossChecks(run, 'ticker', 'p0');
    const p50 = crossCheck?.agreements.find(({ what }) => what === 'p50');
    expect(crossCheck?.blocks).toBe(3);
    expect(p50?.tool).toBe(12);
    expect(p50?.reference).toBeCloseTo(12, 1);
    expect(p50?.agrees).toBe(true);
    expect(crossCheckInWords(crossCheck as NonNullable<typeof crossCheck>).text).toMatch(
      /They disagree on p99 latency \(30\.0 ms against 12\.0 ms; range over the lab’s own blocks: 10\.0–40\.0 ms\)/,
    );
  });

  test.each([
    [100, ['p50', 'p99']],
    [99, ['p50', 'p90']],
    [9, ['p50']],
  ])('is compared in the tail only as far as %i moments support', (moments, whats) => {
    const one = lab();
    one.generator = { ...one.generator, scheduledInWindow: moments };
    const [crossCheck] = ofTwo(madeToolTrial(one, 'k6'), [one]);
    const latencies = crossCheck?.agreements.flatMap(({ what }) => (what.startsWith('p') ? [what] : []));
    expect(latencies).toEqual(whats);
  });

  test('must count the same to the last delivery', () => {
    const one = madeToolTrial(lab({ received: 999, missing: 1 }), 'k6', { p50: 10, p99: 10 });
    expect(disagreements(one)).toEqual(['received', 'missing']);
    const [crossCheck] = ofTwo(one);
    expect(crossCheckInWords(crossCheck as NonNullable<typeof crossCheck>)).toEqual({
      text: expect.stringContaining('They disagree on delivered (999 against 1,000)'),
      warn: true,
    });
  });

  test('may differ in 2% of the bytes, which came down or which it counted itself', () => {
    expect(disagreements(madeToolTrial(lab({ payloadBytes: 102 }), 'k6'))).toEqual([]);
    expect(disagreements(madeToolTrial(lab({ payloadBytes: 103 }), 'k6'))).toContain('down-bytes');
    expect(disagreements(madeToolTrial(lab(), 'k6', { toolShare: 1.03 }))).toContain('own-down-bytes');
  });

  test('that does not count its bytes or time its deliveries is not judged by them', () => {
    const other = madeToolTrial(lab(), 'autocannon', { silent: true });
    expect(ofTwo(other)[0]?.agreements.map(({ what }) => what)).toEqual([
      'received',
      'missing',
      'duplicate',
      'down-bytes',
    ]);
  });

  test('stands alone where the lab has no trial, and says nothing where its own failed', () => {
    expect(ofTwo(madeToolTrial(lab(), 'k6'), [])).toEqual([]);
    expect(ofTwo({ ...failedTrial(place, ['k6 is not installed']), tool: 'k6' })).toEqual([]);
  });

  test('whose trial is not valid is still held to its counts, and to nothing that a gate may doubt', () => {
    const other = {
      ...madeToolTrial(lab({ received: 999, missing: 1 }), 'k6', { p50: 90 }),
      status: 'invalid' as const,
    };
    expect(disagreements(other)).toEqual(['received', 'missing']);
  });

  test('is held to what it counted in every attempt, and to the latency of the valid one', () => {
    const first = lab({ received: 999, missing: 1 });
    const invalid = { ...madeToolTrial(first, 'k6', { p50: 90, p99: 90 }), status: 'invalid' as const };
    const second = madeToolTrial(lab(), 'k6', { p50: 10, p99: 10 });
    const among = (trials: Trial[], toolTrials: Trial[]) =>
      crossChecks({ ...madeRun([madeScenario('ticker', 1)], trials), toolTrials }, 'ticker', 'p0').flatMap(
        ({ agreements }) => agreements.filter(one => !one.agrees).map(({ what }) => what),
      );
    expect(among([lab()], [invalid, second])).toEqual(['received', 'missing']);
    // What the lab's own clients lost at first is no secret either.
    expect(among([{ ...first, status: 'invalid' }, lab()], [second])).toEqual(['received', 'missing']);
    expect(among([lab()], [second])).toEqual([]);
  });

  test('has counts of the whole trial', () => {
    const late = lab();
    late.deliveries.outsideWindow = { missing: 2, duplicate: 0, reordered: 0 };
    expect(disagreements(madeToolTrial(late, 'k6'))).toEqual(['missing']);
  });

  test('may be later by its own work, up to what is measured and no more', () => {
    const own = (micros: number, p50: number, workers: number | null = 1) => {
      const slow = madeToolTrial(lab(), 'k6', { p50, p99: 10 });
      slow.generator = { ...slow.generator, cpuMicrosPerDelivery: micros };
      const scenario = madeScenario('ticker', 1);
      for (const { load } of scenario.points) Object.assign(load, { subscribers: 100 });
      const run = { ...madeRun([scenario], [lab()]), toolTrials: [slow] };
      if (workers === null) delete run.environment.cpu.clientWorkers;
      else run.environment.cpu.clientWorkers = workers;
      return crossChecks(run, 'ticker', 'p0')[0]?.ownWorkMs;
    };
    const labMicros = lab().generator.cpuMicrosPerDelivery ?? Number.NaN;
    expect(own(labMicros + 40, 20)).toBeCloseTo(2);
    expect(own(labMicros + 40, 11)).toBeCloseTo(1, 1);
    expect(own(labMicros + 40, 9)).toBeNull();
    expect(own(labMicros - 1, 20)).toBeNull();
    expect(own(labMicros, 20, 2)).toBeCloseTo((50 * labMicros) / 2 / 1000);
    expect(own(labMicros + 40, 20, null)).toBeNull();
  });
});
