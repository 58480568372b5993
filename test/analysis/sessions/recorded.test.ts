import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { spreadIn } from '../../../analysis/comparison/session-spread.ts';
import { METRICS } from '../../../analysis/comparison/transports.ts';
import { twoSessionInterval } from '../../../analysis/comparison/two-sessions.ts';
import { confirmations, isClear, saidBy, spreadsWithout } from '../../../analysis/sessions/confirmation.ts';
import { recordedComparisons, recordedValues } from '../../../analysis/sessions/recorded-comparisons.ts';
import { alikeIn } from '../../../analysis/sessions/same-servers.ts';
import { spreadsOf } from '../../../analysis/sessions/spread.ts';
import { median, verdict } from '../../../analysis/statistics/paired-ratios.ts';
import { readRecordedSessions } from '../../../results/format/recorded-sessions.ts';
import { ROOT } from '../../../root.ts';
import { knownSpreadsSource } from '../../../scripts/terminal/known-spreads-source.ts';

const sessions = readRecordedSessions(ROOT);

test('the known spreads are those of the recorded sessions; npm run record writes them', () => {
  const written = readFileSync(join(ROOT, 'analysis/comparison/known-spreads.ts'), 'utf8');
  expect(written).toBe(knownSpreadsSource(spreadsOf(sessions)));
});

describe('each recorded session in turn as the only one that is known', () => {
  const widened = confirmations(sessions);
  test.each(METRICS.map(({ id }) => id))('%s: the others confirm it', metric => {
    const found = widened.get(metric);
    if (!found) throw new Error(`no comparison of ${metric}`);
    const { compared, inside, decided, contradicted, clear, clearDecided } = found;
    expect(compared).toBeGreaterThan(100);
    expect(inside / compared).toBeGreaterThanOrEqual(0.93);
    expect(contradicted).toBeLessThanOrEqual(0.01 * decided);
    // Not by saying nothing.
    expect(clear).toBeGreaterThan(20);
    expect(clearDecided / clear).toBeGreaterThanOrEqual(0.6);
  });

  // Of one session the share is less sure than of all. Those with the least p50 are of the slowest
  // and of the fastest machine; those with the least bytes missed many notifications of a block.
  test.each([
    ['p50', 0.85],
    ['p99', 0.92],
    ['cpu', 0.89],
    ['wire', 0.9],
    ['bytes', 0.82],
  ] as const)('%s: also of the session that is confirmed least', (metric, least) => {
    const shares = [...(widened.get(metric)?.byKnown.values() ?? [])].map(
      ({ inside, compared }) => inside / compared,
    );
    expect(shares.length).toBeGreaterThan(10);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(least);
  });

  test('without the spread between sessions they do not, on latency and CPU', () => {
    const alone = confirmations(sessions, false);
    for (const metric of ['p50', 'p99', 'cpu'] as const) {
      const { compared = 1, inside = compared } = alone.get(metric) ?? {};
      expect(inside / compared).toBeLessThan(0.93);
    }
    expect(alone.get('cpu')?.contradicted).toBeGreaterThan(0);
  });
});

test.each(METRICS.map(({ id }) => id))('%s: one standard run decides what all sessions agree on', metric => {
  // Sessions on awake cores, whatever their preset.
  const awake = sessions.filter(({ serverKeptAwake }) => serverKeptAwake);
  const standard = awake.filter(({ preset }) => preset === 'standard').map(({ id }) => id);
  const without = spreadsWithout(sessions);
  const verdicts = recordedComparisons(awake)
    .filter(one => one.metric === metric && one.logs.size > 1)
    .filter(({ logs }) => isClear([...logs.values()].map(own => median(own) as number)))
    .flatMap(one =>
      standard.flatMap(id => {
        const own = one.logs.get(id);
        return own ? [saidBy(own, one, without(id))?.verdict] : [];
      }),
    );
  expect(verdicts.length).toBeGreaterThan(10);
  const decided = verdicts.filter(one => one === 'less' || one === 'more').length;
  expect(decided / verdicts.length).toBeGreaterThanOrEqual(0.6);
});

/** Scenarios that enough sessions have: each of them keeps its own spread without one session. */
const scenarios = [...new Set(sessions.flatMap(({ cells }) => cells.map(({ scenario }) => scenario)))];
const recordedOften = scenarios.filter(
  scenario => sessions.filter(({ cells }) => cells.some(cell => cell.scenario === scenario)).length >= 6,
);

test.each(recordedOften)('%s by itself: the other sessions confirm one', scenario => {
  const own = sessions.map(session => ({
    ...session,
    cells: session.cells.filter(cell => cell.scenario === scenario),
  }));
  const withValues = [...confirmations(own)].flatMap(([metric, found]) =>
    found.compared > 0 ? [{ metric, ...found }] : [],
  );
  // p99 has none in some scenarios.
  expect(withValues.length).toBeGreaterThanOrEqual(METRICS.length - 1);
  // Application bytes of one scenario differ by less than 1% between sessions.
  for (const { metric, compared, inside, decided, contradicted } of withValues) {
    expect(inside / compared).toBeGreaterThanOrEqual(metric === 'bytes' ? 0.91 : 0.93);
    expect(contradicted).toBeLessThanOrEqual(0.01 * decided);
  }
});

test('two recorded sessions on one kind of processor, as before and after, seldom differ', () => {
  const processors = new Map(sessions.map(({ id, processor }) => [id, processor]));
  const without = spreadsWithout(sessions);
  const verdicts = METRICS.map(({ id }) => {
    const found = alikeIn(id, sessions).flatMap(group =>
      recordedValues(group)
        .filter(({ metric }) => metric === id)
        .flatMap(({ metric, kind, scenario, logs }) => {
          const all = [...logs].map(([session, own]) => ({ session, values: own.map(Math.exp) }));
          return all.flatMap((before, index) =>
            all.slice(index + 1).flatMap(after => {
              // npm run compare decides nothing by values alone where the processors differ.
              if (processors.get(before.session) !== processors.get(after.session)) return [];
              const spreads = without(before.session, after.session);
              const spread = spreadIn(spreads, metric, kind, scenario);
              return [verdict(twoSessionInterval(before.values, after.values, spread))];
            }),
          );
        }),
    );
    const differing = found.filter(one => one === 'more' || one === 'less').length;
    return { id, compared: found.length, share: differing / found.length };
  });
  for (const { compared, share } of verdicts) {
    expect(compared).toBeGreaterThan(80);
    // 2.5% each way.
    expect(share).toBeLessThanOrEqual(0.05);
  }
});
