import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claimsOf } from '../../../analysis/claims/claims.ts';
import { MOST_WORDS } from '../../../analysis/claims/sentence.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { around, at, everyone, runOf, said } from '../../made/claims.ts';
import { hostileRun, madeRun } from '../../made/run.ts';

const ids = Array.from({ length: 22 }, (_, index) => `C${index + 1}`);

test('an empty run measures none of the 22 claims, and names what each would take', () => {
  const verdicts = claimsOf(madeRun([], []), null);
  expect(verdicts.map(({ id }) => id)).toEqual(ids);
  for (const { claim, verdict, condition, because, figures, missing } of verdicts) {
    expect(claim).toMatch(/^[A-Z].*\.$/);
    expect({ verdict, condition, figures }).toEqual({
      verdict: 'not measured',
      condition: null,
      figures: [],
    });
    expect(missing).toBeTruthy();
    expect(because).toMatch(/^[A-Z].*\.$/);
    // The evidence ends with what is missing: the reason does not say it as well.
    expect(because).not.toContain(missing);
  }
});

test.each([
  ['C14', 'TLS'],
  ['C16', 'browser'],
  ['C22', 'browser'],
])('%s is not measured by a ticker: it would take %s', (id, what) => {
  expect(
    said(
      runOf(
        at(
          'ticker',
          'default',
          everyone(() => ({})),
        ),
      ),
      id,
    ),
  ).toMatchObject({
    verdict: 'not measured',
    missing: expect.stringContaining(what),
  });
});

describe('trials', () => {
  const late = () =>
    runOf(
      at(
        'rate-sweep',
        '1',
        everyone(transport => around(transport.endsWith('polling') ? 9 : 1)),
      ),
    );

  test('that are invalid or broke off are ignored', () => {
    const run = late();
    expect(said(run, 'C3').verdict).toBe('holds');
    for (const trial of run.trials) if (trial.transport === 'websocket') trial.status = 'invalid';
    expect(said(run, 'C3')).toMatchObject({
      verdict: 'not measured',
      missing: expect.stringContaining('rate-sweep'),
    });
  });

  test('of the second arm of an A/A run are not counted twice', () => {
    const run = late();
    const arms = run.trials.flatMap(trial => [
      { ...trial, arm: 'a' as const },
      { ...trial, arm: 'b' as const },
    ]);
    const twice = said({ ...run, trials: arms }, 'C3');
    expect(twice).toEqual(said(run, 'C3'));
  });

  test('of a block that was tried again count once', () => {
    const run = late();
    const again = run.trials.map(trial => ({ ...trial, attempt: 1 }));
    expect(said({ ...run, trials: [...run.trials, ...again] }, 'C3')).toEqual(said(run, 'C3'));
  });
});

test('figures have their origin and their range', () => {
  const { figures } = said(
    runOf(
      at(
        'rate-sweep',
        '1',
        everyone(() => around(3)),
      ),
    ),
    'C3',
  );
  expect(figures.length).toBeGreaterThan(0);
  for (const { label, unit, lower, upper, value, scenario, point, transport } of figures) {
    expect({ scenario, point }).toEqual({ scenario: 'rate-sweep', point: '1' });
    expect(label && unit).toBeTruthy();
    expect(TESTED_TRANSPORTS).toContain(transport);
    expect(lower).toBeLessThanOrEqual(value + 1e-12);
    expect(upper).toBeGreaterThanOrEqual(value - 1e-12);
  }
});

test('a run of unknown scenarios measures no claim', () => {
  for (const { verdict } of claimsOf(hostileRun(), null)) expect(verdict).toBe('not measured');
});

test('the sample has one short sentence for each claim, and marks that agree with its verdict', () => {
  const verdicts = claimsOf(readRun(join(ROOT, 'results/sample/review')), null);
  const measured = verdicts.filter(({ verdict }) => verdict !== 'not measured');
  expect(measured.length).toBeGreaterThan(15);
  for (const { id, sentence } of verdicts) {
    expect(sentence, id).toMatch(/^\S.*[^.]\.$/);
    expect(sentence.split(/\s+/).length, `${id}: ${sentence}`).toBeLessThanOrEqual(MOST_WORDS);
    expect(sentence, id).not.toMatch(/NaN|undefined|null|Infinity|\(\)/);
  }
  for (const { id, verdict, strips } of measured) {
    const marks = strips.flatMap(one => one.marks.map(mark => mark.verdict));
    if (verdict.startsWith('holds')) expect(marks, id).toContain('true');
    if (verdict === 'holds' || verdict === 'holds where decided') {
      expect(marks, id).not.toContain('reversed');
      expect(marks, id).not.toContain('not true');
    }
    if (verdict.startsWith('refuted')) expect(marks, id).not.toContain('true');
    if (verdict.endsWith('where decided')) expect(marks, id).toContain('not decided');
    if (verdict === 'not decided') expect(marks, id).toContain('not decided');
  }
});
