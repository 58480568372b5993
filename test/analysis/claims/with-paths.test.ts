import { expect, test } from 'vitest';
import { plainMark, plainStrip } from '../../../analysis/claims/strip.ts';
import {
  type Evidence,
  holds,
  holdsIf,
  type Judgement,
  notMeasured,
  refuted,
  undecided,
} from '../../../analysis/claims/verdict.ts';
import { withPaths } from '../../../analysis/claims/with-paths.ts';

/** A judgement of each verdict, from points without a path or over one. */
function judgements(where: 'near' | 'far') {
  const evidence: Evidence = {
    sentence: `It is so ${where}.`,
    strips: [plainStrip(where, { measure: 'latency', unit: '×' }, [plainMark('80 ms', 'true')])],
    because: `It was so ${where}.`,
    figures: [],
  };
  return {
    holds: holds(evidence),
    'holds where decided': { ...holds(evidence), verdict: 'holds where decided' },
    'holds if': holdsIf(`${where} C`, evidence),
    refuted: refuted(evidence),
    'refuted where decided': { ...refuted(evidence), verdict: 'refuted where decided' },
    'not decided': { ...undecided(where, evidence), missing: `${where} blocks` },
    'not measured': notMeasured(`${where} trials`, evidence),
  } satisfies Record<Judgement['verdict'], Judgement>;
}
const [near, far] = [judgements('near'), judgements('far')];

type Verdict = Judgement['verdict'];

test.each<[Verdict, Verdict, Verdict, string | null]>([
  ['holds', 'holds', 'holds', null],
  ['holds', 'holds if', 'holds if', 'server and clients are near each other; over a path, if far C'],
  ['holds', 'refuted', 'holds if', 'server and clients are near each other, but not over a path'],
  ['holds', 'not decided', 'holds where decided', null],
  ['holds', 'not measured', 'holds where decided', null],
  ['holds', 'holds where decided', 'holds where decided', null],
  ['holds where decided', 'holds', 'holds where decided', null],
  ['holds where decided', 'not decided', 'holds where decided', null],
  [
    'holds where decided',
    'refuted where decided',
    'holds if',
    'server and clients are near each other, but not over a path',
  ],
  ['holds if', 'holds', 'holds if', 'near C; over a path, in every case'],
  ['holds if', 'holds if', 'holds if', 'near C; over a path, if far C'],
  ['holds if', 'refuted', 'holds if', 'near C, but not over a path'],
  ['holds if', 'holds where decided', 'holds if', 'near C; over a path, wherever it is decided'],
  ['holds if', 'not decided', 'holds if', 'near C'],
  ['holds if', 'not measured', 'holds if', 'near C'],
  ['refuted', 'holds', 'holds if', 'server and clients are apart'],
  ['refuted', 'holds if', 'holds if', 'server and clients are apart, and far C'],
  ['refuted', 'refuted', 'refuted', null],
  ['refuted', 'not decided', 'refuted where decided', null],
  ['refuted', 'not measured', 'refuted where decided', null],
  ['refuted', 'refuted where decided', 'refuted where decided', null],
  ['refuted where decided', 'refuted', 'refuted where decided', null],
  ['refuted where decided', 'holds where decided', 'holds if', 'server and clients are apart'],
  ['not decided', 'holds', 'not decided', null],
  ['not decided', 'holds if', 'not decided', null],
  ['not decided', 'refuted', 'not decided', null],
  ['not decided', 'not decided', 'not decided', null],
  ['not decided', 'not measured', 'not decided', null],
  ['not measured', 'holds', 'not decided', null],
  ['not measured', 'holds if', 'not decided', null],
  ['not measured', 'refuted', 'not decided', null],
  ['not measured', 'not decided', 'not decided', null],
  ['not measured', 'not measured', 'not measured', null],
])('near %s and far %s: %s', (ofNear, ofFar, verdict, condition) => {
  const [own, other] = [near[ofNear], far[ofFar]];
  const both = withPaths(own, other);
  expect(both).toMatchObject({ verdict, condition, sentence: own.sentence, strips: own.strips });
  expect(both.missing).toBe(verdict.startsWith('not') ? own.missing : null);
  expect(both.because).toBe('It was so near. It was so far.');
  expect(both.overPaths).toEqual({ sentence: other.sentence, strips: other.strips });
});

test('points over a path that were not measured change nothing', () => {
  const none = { ...far['not measured'], strips: [] };
  expect(withPaths(near.holds, none).verdict).toBe('holds');
  expect(withPaths(near.refuted, none).verdict).toBe('refuted');
});

test('without points of one kind, the other has the judgement', () => {
  expect(withPaths(near.refuted, null)).toBe(near.refuted);
  expect(withPaths({ ...near['not measured'], strips: [] }, far['holds if'])).toBe(far['holds if']);
});
