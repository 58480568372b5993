import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decidedOf, outcomeOf } from '../../../analysis/claims/outcome.ts';
import { type PointVerdict, plainMark, plainStrip } from '../../../analysis/claims/strip.ts';
import { judged } from '../../../analysis/claims/verdict.ts';
import { POINT_VERDICTS } from '../../../report/words/claims.ts';

const stripOf = (...verdicts: PointVerdict[]) =>
  plainStrip(
    '',
    { measure: 'latency', unit: '×' },
    verdicts.map(verdict => plainMark('a point', verdict)),
  );
const [yes, reversed, no, open, without] = POINT_VERDICTS as [
  PointVerdict,
  PointVerdict,
  PointVerdict,
  PointVerdict,
  PointVerdict,
];
const times = (count: number, verdict: PointVerdict) => Array.from({ length: count }, () => verdict);

const strips = fc.array(fc.array(fc.constantFrom(...POINT_VERDICTS), { maxLength: 14 }), { maxLength: 5 });

test.each<[string, PointVerdict[][], ReturnType<typeof outcomeOf>]>([
  ['all true', [[yes, yes], [yes]], 'holds'],
  ['all false, some the other way round', [[no], [reversed]], 'refuted'],
  [
    'true, and others not decided',
    [
      [yes, yes],
      [open, open, open],
    ],
    'holds where decided',
  ],
  ['false, and others not decided', [[no, open], [reversed]], 'refuted where decided'],
  ['true and false', [[yes], [no, open]], 'depends'],
  ['nothing decided', [[open, open], [open]], 'not decided'],
  ['nothing measured', [[without], []], 'not decided'],
  ['points that were not measured', [[yes, without], [yes]], 'holds'],
  ['one decided among few', [[yes, open, open]], 'holds where decided'],
  [
    'one decided among several',
    [
      [yes, open],
      [open, open, open],
    ],
    'not decided',
  ],
  [
    'one false among several',
    [
      [no, open],
      [open, open, open],
    ],
    'not decided',
  ],
  ['one true among many of a strip', [[yes, ...times(9, no)]], 'refuted'],
  ['one true among fewer', [[yes, ...times(8, no)]], 'depends'],
  [
    'one true among many, and none false',
    [
      [yes, ...times(9, open)],
      [yes, ...times(9, open)],
    ],
    'not decided',
  ],
  ['two true among many', [[yes, yes, ...times(9, no)]], 'depends'],
  ['one true of a strip of its own', [times(10, no), [yes]], 'depends'],
])('%s', (_, verdicts, outcome) => {
  expect(outcomeOf(verdicts.map(own => stripOf(...own)))).toBe(outcome);
});

describe('for any points', () => {
  const of = (verdicts: PointVerdict[][]) => outcomeOf(verdicts.map(own => stripOf(...own)));
  const swapped: Record<PointVerdict, PointVerdict> = {
    true: no,
    reversed: yes,
    'not true': yes,
    'not decided': open,
    'not measured': without,
  };

  test('decided ones that agree have a verdict without a condition, and say where others are open', () => {
    fc.assert(
      fc.property(strips, verdicts => {
        const outcome = of(verdicts);
        const all = verdicts.flat();
        const { decided, measured } = decidedOf(verdicts.map(own => stripOf(...own)));
        expect(decided).toBeLessThanOrEqual(measured);
        if (outcome.startsWith('holds')) expect(all).not.toContain(no);
        if (outcome.endsWith('where decided')) expect(decided).toBeLessThan(measured);
        if (outcome === 'holds' || outcome === 'refuted') expect(decided).toBe(measured);
        if (outcome === 'depends' || outcome.startsWith('holds')) expect(all).toContain(yes);
        const isContradicted = all.some(one => one === no || one === reversed);
        if (outcome === 'depends' || outcome.startsWith('refuted')) expect(isContradicted).toBe(true);
        if (decided > 1 && isContradicted) expect(outcome).not.toBe('not decided');
      }),
    );
  });

  test('neither their order nor that of the strips counts, nor points that were not measured', () => {
    fc.assert(
      fc.property(strips, verdicts => {
        const turned = verdicts.map(own => own.toReversed()).toReversed();
        expect(of(turned)).toBe(of(verdicts));
        expect(of(verdicts.map(own => [...own, without]))).toBe(of(verdicts));
      }),
    );
  });

  test('the opposite claim has the opposite verdict, where no strip has many points', () => {
    const opposite: Record<ReturnType<typeof of>, ReturnType<typeof of>> = {
      holds: 'refuted',
      'holds where decided': 'refuted where decided',
      depends: 'depends',
      refuted: 'holds',
      'refuted where decided': 'holds where decided',
      'not decided': 'not decided',
    };
    const short = fc.array(fc.array(fc.constantFrom(...POINT_VERDICTS), { maxLength: 9 }), { maxLength: 5 });
    fc.assert(
      fc.property(short, verdicts => {
        expect(of(verdicts.map(own => own.map(one => swapped[one])))).toBe(opposite[of(verdicts)]);
      }),
    );
  });

  test('a judgement is that of its strips, and has a condition only if it depends', () => {
    fc.assert(
      fc.property(strips, verdicts => {
        const made = verdicts.map(own => stripOf(...own));
        const evidence = { sentence: 'So it was.', strips: made, because: 'So.', figures: [] };
        const { verdict, condition, missing } = judged(evidence, { open: 'it', condition: () => 'C' });
        const outcome = outcomeOf(made);
        expect(verdict).toBe(outcome === 'depends' ? 'holds if' : outcome);
        expect(condition).toBe(outcome === 'depends' ? 'C' : null);
        expect(missing === null).toBe(outcome !== 'not decided');
      }),
    );
  });
});
