import { expect, test } from 'vitest';
import type { PlanInput } from '../../../report/planner/controls.ts';
import { planOf } from '../../../report/planner/plan.ts';
import type { PlannerPart } from '../../../report/record/choice.ts';
import { decisionRecord } from '../../../report/record/decision-record.ts';
import { excludedBy, exclusionsBy } from '../../../report/record/excluded.ts';
import type { NeedFacts } from '../../../report/record/facts.ts';
import { recordMarkdown } from '../../../report/record/markdown.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { madeModel, NUMBERS, without } from '../../made/plans.ts';
import { madeFacts, madeNeed } from '../../made/record-facts.ts';

const planner: PlannerPart = { model: madeModel(), transitMs: 0.4 };
/** A limit that no poll of a server keeps, and every push does. */
const STRICT: PlanInput = { ...NUMBERS, acceptableMs: 1 };

const recordOf = (needs: NeedFacts[], input: PlanInput): string =>
  recordMarkdown(
    decisionRecord(
      madeFacts(needs),
      planner,
      { system: '', needs: needs.map(({ id }) => id), input },
      { link: null, day: null },
    ),
  );

const late = (id: string, best: Transport[]): NeedFacts => {
  const need = madeNeed(id, best);
  for (const one of need.example?.measured ?? [])
    one.tail = { of: 'p99', ms: one.transport === 'short-polling' ? 903 : 3 };
  return need;
};

test('a transport that is too late is excluded; one whose cost is not known is not', () => {
  const strict = planOf(STRICT, planner.model, planner.transitMs);
  expect(excludedBy(strict)).toContain('short-polling');
  expect(excludedBy(strict)).not.toContain('sse');
  expect(excludedBy(null)).toEqual([]);
  const unknown = planOf(NUMBERS, madeModel(without('cpuMicrosPerSecond')), planner.transitMs);
  expect(unknown.transports.every(({ shortfalls }) => shortfalls.includes('unknown'))).toBe(true);
  expect(excludedBy(unknown)).toEqual([]);
});

test('a transport that was over the limit at a need does not count there alone', () => {
  const exclusionOf = exclusionsBy(planOf(NUMBERS, planner.model, planner.transitMs), 250);
  expect(exclusionOf(late('a', ['short-polling']), 'short-polling')).toBe('not counted');
  expect(exclusionOf(late('a', ['short-polling']), 'sse')).toBeNull();
  expect(exclusionOf(madeNeed('b', ['short-polling']), 'short-polling')).toBeNull();
});

test('an excluded transport is called lowest only as an excluded one', () => {
  const needs = [madeNeed('a', ['sse']), madeNeed('b', ['short-polling']), madeNeed('c', ['sse'])];
  const text = recordOf(needs, STRICT);
  expect(text).toContain('2.00 ms (lowest, excluded)');
  expect(text).toContain('2.00 ms (lowest) |');
  expect(text).toContain('. “excluded”: not good enough for these numbers:\n');
  expect(text).toContain('decided needs (excluded: short polling 1).');
  expect(text).toContain('“Need b”: short polling would be better, but is excluded.');
  const allowed = recordOf(needs, NUMBERS);
  expect(allowed).not.toContain('excluded');
  expect(allowed).toContain('“Need b”: short polling would be better. ');
});

test('names the excluded one of several that would be better', () => {
  const need = madeNeed('b', ['short-polling', 'websocket']);
  const text = recordOf([madeNeed('a', ['sse']), need, madeNeed('c', ['sse'])], STRICT);
  expect(text).toContain(
    '“Need b”: short polling and WebSocket would be better, but short polling is excluded.',
  );
});

test('a transport over the limit at the shown point is lowest there, but not counted', () => {
  const needs = [late('a', ['short-polling']), late('b', ['sse'])];
  const text = recordOf(needs, { ...NUMBERS, acceptableMs: 250 });
  expect(text).toContain('2.00 ms (lowest, not counted)');
  expect(text).toContain('. “not counted”: its p99 there is over the limit:\n');
  expect(recordOf(needs, { ...NUMBERS, acceptableMs: 1000 })).not.toContain('not counted');
});

test('a trend names an excluded transport as such', () => {
  const trend = { transports: ['short-polling' as const], at: 2 };
  const needs = [madeNeed('a', [], { compared: 3, trend })];
  expect(recordOf(needs, STRICT)).toContain('excluded short polling lowest in 2 of 3 tests');
  expect(recordOf(needs, NUMBERS)).toContain('not decided: short polling lowest in 2 of 3 tests');
});
