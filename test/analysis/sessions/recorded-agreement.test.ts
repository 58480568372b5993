import { describe, expect, test } from 'vitest';
import { agreementByMetric, agreementOf } from '../../../analysis/sessions/agreement.ts';
import { spreadsWithout } from '../../../analysis/sessions/confirmation.ts';
import { recordOf } from '../../../analysis/sessions/record.ts';
import { recordedAgreementOf } from '../../../analysis/sessions/recorded-agreement.ts';
import type { RecordedSession } from '../../../results/format/recorded-session.ts';
import { readRecordedSessions } from '../../../results/format/recorded-sessions.ts';
import { ROOT } from '../../../root.ts';
import { madeSession, STEADY, times } from '../../made/sessions.ts';

const floor = { 'tcp-floor': STEADY };
const run = (hour: number, factor: number) =>
  madeSession(hour, { sse: times(factor), websocket: STEADY, ...floor });

describe('two recorded sessions', () => {
  test.each([1.01, 3, 20])('are compared as their runs are: %d times the CPU, then 4 times', factor => {
    const [before, after] = [run(8, factor), run(9, 4)];
    const ofRuns = agreementOf(before, after).replications;
    const recorded = recordedAgreementOf(recordOf(before), recordOf(after)).replications;
    const said = (all: typeof ofRuns) =>
      all
        .map(({ subject, baseline, metric, outcome, found }) => [
          `${subject} ${baseline} ${metric.id} ${outcome} ${found.before.verdict} ${found.after.verdict}`,
        ])
        .sort();
    expect(said(recorded)).toEqual(said(ofRuns));
    expect(recorded.some(({ metric }) => metric.id === 'cpu')).toBe(true);
  });

  test('have their bytes compared only where the servers pushed the same', () => {
    const [before, after] = [recordOf(run(8, 3)), recordOf(run(9, 4))];
    const metricsOf = (other: RecordedSession) => {
      const { replications, comparesBytes } = recordedAgreementOf(before, other);
      return [comparesBytes, replications.some(({ metric }) => metric.unit === 'B')];
    };
    expect(metricsOf(after)).toEqual([true, true]);
    const grown = after.cells.map(cell => {
      const bytes = cell.values.bytes.map(value => value && 1.03 * value);
      return { ...cell, values: { ...cell.values, bytes } };
    });
    expect(metricsOf({ ...after, cells: grown })).toEqual([false, false]);
  });

  test('may have measured in another way, or other scenarios', () => {
    const [before, after] = [recordOf(run(8, 3)), recordOf(run(9, 4))];
    expect(recordedAgreementOf(before, after)).toMatchObject({ isMeasuredAlike: true, unpaired: [] });
    expect(recordedAgreementOf(before, { ...after, serverKeptAwake: true }).isMeasuredAlike).toBe(false);
    const cells = after.cells.map(cell => ({ ...cell, scenario: 'chat' }));
    expect(recordedAgreementOf(before, { ...after, cells })).toMatchObject({
      replications: [],
      unpaired: [
        { scenario: 'ticker', reason: 'only in the first run' },
        { scenario: 'chat', reason: 'only in the second run' },
      ],
    });
  });
});

test('two committed tours an hour apart do not contradict each other', () => {
  const sessions = readRecordedSessions(ROOT);
  const [first, second] = ['2026-11-30T05-40-22-quick', '2026-11-30T06-40-48-quick'].map(id =>
    sessions.find(one => one.id === id),
  );
  if (!first || !second) throw new Error('not recorded');
  // A fresh run is not among the recorded ones.
  const without = spreadsWithout(sessions)(first.id, second.id);
  const { replications } = recordedAgreementOf(first, second, without);
  // As docs/methodology.md says.
  expect(replications).toHaveLength(130);
  expect(replications.filter(({ outcome }) => outcome === 'contradicted')).toEqual([]);
  const cpu = agreementByMetric(replications).find(({ metric }) => metric.id === 'cpu');
  expect(cpu).toMatchObject({ compared: 30, inside: { before: 30, after: 30 } });
});
