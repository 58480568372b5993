import { describe, expect, test } from 'vitest';
import { testimonies } from '../bench/agreement.ts';
import type { MeasuredTrial, Trial } from '../bench/trial-schema.ts';
import { testimonyInWords } from '../report/agreement-words.ts';
import { failedTrial, madeRun, madeScenario, madeTrial } from './made-up-run.ts';
import { madeWitness } from './made-up-witness.ts';

const place = { scenario: 'ticker', point: 'p0', transport: 'sse', block: 0 } as const;
const LAB = { latenciesMs: [10, 10, 10], received: 1000, payloadBytes: 100, overheadDown: 0 };
const lab = (over = {}): MeasuredTrial => madeTrial(place, { ...LAB, ...over });

function ofTwo(other: Trial, trials: Trial[] = [lab()]) {
  const run = { ...madeRun([madeScenario('ticker', 1)], trials), witnesses: [other] };
  return testimonies(run, 'ticker', 'p0');
}
const disagreements = (other: Trial) =>
  ofTwo(other).flatMap(({ agreements }) => agreements.filter(one => !one.agrees).map(({ what }) => what));

describe('a witness', () => {
  test('that saw the same agrees on everything', () => {
    const [testimony] = ofTwo(madeWitness(lab(), 'k6', { p50: 10, p99: 10 }));
    expect(testimony).toMatchObject({ transport: 'sse', witness: 'k6', block: 0 });
    expect(testimony?.agreements.every(({ agrees }) => agrees)).toBe(true);
    expect(testimonyInWords([testimony as NonNullable<typeof testimony>])).toEqual({
      text: expect.stringMatching(
        /^SSE, 1 block: the lab and k6 agree on every count, .*bytes down, .* and p99 latency\.$/,
      ),
      warn: false,
    });
  });

  test('may differ by a millisecond and 5%, and by no more', () => {
    expect(disagreements(madeWitness(lab(), 'k6', { p50: 11.5, p99: 8.6 }))).toEqual([]);
    expect(disagreements(madeWitness(lab(), 'k6', { p50: 11.6, p99: 8.4 }))).toEqual(['p50', 'p99']);
  });

  test('must count the same to the last delivery', () => {
    const one = madeWitness(lab({ received: 999, missing: 1 }), 'k6', { p50: 10, p99: 10 });
    expect(disagreements(one)).toEqual(['received', 'missing']);
    const [testimony] = ofTwo(one);
    expect(testimonyInWords([testimony as NonNullable<typeof testimony>])).toEqual({
      text: expect.stringContaining('They do not on delivered in block 1 (999 against 1,000)'),
      warn: true,
    });
  });

  test('may differ in 2% of the bytes, which came down or which it counted itself', () => {
    expect(disagreements(madeWitness(lab({ payloadBytes: 102 }), 'k6'))).toEqual([]);
    expect(disagreements(madeWitness(lab({ payloadBytes: 103 }), 'k6'))).toContain('down-bytes');
    expect(disagreements(madeWitness(lab(), 'k6', { toolShare: 1.03 }))).toContain('own-down-bytes');
  });

  test('that does not count its bytes or time its deliveries is not judged by them', () => {
    const other = madeWitness(lab(), 'autocannon', { silent: true });
    expect(ofTwo(other)[0]?.agreements.map(({ what }) => what)).toEqual([
      'expected',
      'received',
      'missing',
      'duplicate',
      'down-bytes',
    ]);
  });

  test('stands alone where the lab has no trial, and says nothing where its own failed', () => {
    expect(ofTwo(madeWitness(lab(), 'k6'), [])).toEqual([]);
    expect(ofTwo({ ...failedTrial(place, ['k6 is not installed']), witness: 'k6' })).toEqual([]);
  });

  test('whose trial is not valid is still held to its counts, and to nothing that a gate may doubt', () => {
    const other = {
      ...madeWitness(lab({ received: 999, missing: 1 }), 'k6', { p50: 90 }),
      status: 'invalid' as const,
    };
    expect(disagreements(other)).toEqual(['received', 'missing']);
  });

  test('is judged by its valid attempt', () => {
    const invalid = { ...madeWitness(lab({ received: 1 }), 'k6'), status: 'invalid' as const };
    const run = {
      ...madeRun([madeScenario('ticker', 1)], [lab()]),
      witnesses: [invalid, madeWitness(lab(), 'k6', { p50: 10, p99: 10 })],
    };
    const [testimony] = testimonies(run, 'ticker', 'p0');
    expect(testimony?.agreements.every(({ agrees }) => agrees)).toBe(true);
  });
});
