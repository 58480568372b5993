import type { RecordedSession } from '../../results/format/recorded-session.ts';
import { PAIR_KINDS, VALUE_KINDS } from '../comparison/pair-kinds.ts';
import type { Spread, Spreads } from '../comparison/session-spread.ts';
import { METRICS } from '../comparison/transports.ts';
import { median, momentsOf } from '../statistics/paired-ratios.ts';
import { medianVariance } from '../statistics/session-estimates.ts';
import { effectiveSessions } from './effective-sessions.ts';
import { machineOf } from './machine.ts';
import { type RecordedLogs, recordedComparisons, recordedValues } from './recorded-comparisons.ts';
import { alikeIn } from './same-servers.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Names what kind of machine a session was measured on. */
type MachineOf = (session: string) => string | undefined;

/**
 * Half of the mean squared difference between the medians of sessions on different kinds of
 * machine, less what the scatter of the blocks explains of it: the variance of one session around
 * what all kinds have in common. Null without such a pair.
 */
function betweenMachines(
  recorded: readonly RecordedLogs[],
  variance: number,
  kindOf: MachineOf,
): number | null {
  const pairs = recorded.flatMap(({ logs }) => {
    const all = [...logs].map(([session, own]) => ({
      machine: kindOf(session),
      median: median(own) as number,
      error: medianVariance(variance, own.length),
    }));
    return all.flatMap((one, index) =>
      all
        .slice(index + 1)
        .filter(({ machine }) => machine !== one.machine)
        .map(other => ((one.median - other.median) ** 2 - one.error - other.error) / 2),
    );
  });
  return pairs.length === 0 ? null : sum(pairs) / pairs.length;
}

/**
 * The spread of some comparisons or values, pooled: the variance of the sessions' medians, less
 * what the scatter of the blocks explains of it (the method of moments of a one-way random-effects
 * model; Searle, Casella and McCulloch, Variance Components, 1992, section 3.3). Most sessions are
 * on a few kinds of machine, so this understates how much those of two kinds differ. Where that
 * is more, it counts. Each has two sessions or more. Null without any.
 */
function pooledSpread(
  recorded: readonly RecordedLogs[],
  kindOf: MachineOf,
): Omit<Spread, 'degreesOfFreedom'> | null {
  if (recorded.length === 0) return null;
  const repeated = recorded.map(({ logs }) => [...logs.values()]);
  const blocks = repeated.flat();
  const squares = sum(blocks.map(logs => momentsOf(logs).variance * (logs.length - 1)));
  const variance = squares / sum(blocks.map(({ length }) => length - 1));
  const between = repeated.map(sessions => {
    const medians = sessions.map(logs => median(logs) as number);
    return {
      squares: momentsOf(medians).variance * (medians.length - 1),
      degreesOfFreedom: medians.length - 1,
      expected: sum(sessions.map(({ length }) => medianVariance(variance, length))) / sessions.length,
    };
  });
  const degreesOfFreedom = sum(between.map(one => one.degreesOfFreedom));
  const observed = sum(between.map(one => one.squares)) / degreesOfFreedom;
  const expected = sum(between.map(one => one.expected * one.degreesOfFreedom)) / degreesOfFreedom;
  const tauSquared = Math.max(0, observed - expected, betweenMachines(recorded, variance, kindOf) ?? 0);
  return { tau: Math.sqrt(tauSquared), sigma: Math.sqrt(variance) };
}

/** Fewer sessions say too little about their own spread. */
const LEAST_DEGREES_OF_FREEDOM = 2;

/**
 * The spread of one metric and one kind in one scenario, pooled over groups of sessions that
 * measured in the same way. Null where fewer than three sessions can be compared; those of one
 * occasion count for less.
 */
function spreadOf(
  groups: readonly (readonly RecordedLogs[])[],
  sessions: ReadonlyMap<string, RecordedSession>,
): Spread | null {
  const spread = pooledSpread(groups.flat(), session => {
    const one = sessions.get(session);
    return one && machineOf(one);
  });
  const counts = groups.map(group => {
    const ids = new Set(group.flatMap(({ logs }) => [...logs.keys()]));
    return effectiveSessions([...ids].flatMap(id => sessions.get(id) ?? []));
  });
  const degreesOfFreedom = sum(counts.map(count => Math.max(0, count - 1)));
  return spread && degreesOfFreedom >= LEAST_DEGREES_OF_FREEDOM ? { ...spread, degreesOfFreedom } : null;
}

/**
 * The spreads that recorded sessions show, by metric, kind and scenario. Sessions are compared
 * where they measured in the same way; what each such group shows is pooled.
 */
export function spreadsOf(sessions: readonly RecordedSession[]): Spreads {
  const byId = new Map(sessions.map(session => [session.id, session]));
  const spreads: Spreads = {};
  for (const { id: metric } of METRICS) {
    const groups = alikeIn(metric, sessions).map(group =>
      [...recordedComparisons(group, metric), ...recordedValues(group, metric)].filter(
        ({ logs }) => logs.size > 1,
      ),
    );
    const scenarios = [...new Set(groups.flat().map(({ scenario }) => scenario))];
    const kinds: Spreads[string] = {};
    for (const kind of [...PAIR_KINDS, ...VALUE_KINDS]) {
      const byScenario = scenarios.flatMap((scenario): [string, Spread][] => {
        const isOwn = (one: RecordedLogs) => one.scenario === scenario && one.kind === kind;
        const spread = spreadOf(
          groups.map(group => group.filter(isOwn)),
          byId,
        );
        return spread ? [[scenario, spread]] : [];
      });
      if (byScenario.length > 0) kinds[kind] = Object.fromEntries(byScenario);
    }
    if (Object.keys(kinds).length > 0) spreads[metric] = kinds;
  }
  return spreads;
}
