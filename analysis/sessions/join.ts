import type { BlockRef } from '../../results/format/blocks.ts';
import type { Environment } from '../../results/format/environment.ts';
import type { PathCalibration } from '../../results/format/path.ts';
import type { Run, RunScenario } from '../../results/format/run.ts';
import type { Session } from '../../results/format/session.ts';

/** The runs in the order in which they began. */
const inOrder = (runs: readonly Run[]): Run[] =>
  runs.toSorted((a, b) => Date.parse(a.run.startedAt) - Date.parse(b.run.startedAt));

const sessionOf = ({ run, environment }: Run): Session => {
  const { id, startedAt, finishedAt, command, seed, git } = run;
  return { id, startedAt, finishedAt, command, seed, git, environment };
};

/**
 * The environment of the first run, with the hiccups and the steal of the run that had most of
 * them: nobody should take the machine for quieter than it was.
 */
function environmentOf(runs: readonly Run[], { environment }: Run): Environment {
  const worst = <T>(of: (environment: Environment) => T, size: (value: T) => number): T =>
    runs.map(run => of(run.environment)).reduce((most, one) => (size(one) > size(most) ? one : most));
  return {
    ...environment,
    hiccups: worst(
      ({ hiccups }) => hiccups,
      ({ p99Ms }) => p99Ms,
    ),
    stealPercent: worst(
      ({ stealPercent }) => stealPercent,
      percent => percent ?? -1,
    ),
  };
}

/** The points of a scenario in all runs. Searches try other numbers in each, so they are united. */
function scenarioOf(scenario: RunScenario, runs: readonly Run[]): RunScenario {
  if (scenario.search === null) return scenario;
  const all = runs.flatMap(({ scenarios }) => scenarios.find(({ id }) => id === scenario.id)?.points ?? []);
  const points = [...new Map(all.map(point => [point.id, point])).values()];
  return { ...scenario, points: points.toSorted((a, b) => a.load.subscribers - b.load.subscribers) };
}

function statusOf(runs: readonly Run[]): Run['run']['status'] {
  const statuses = runs.map(({ run }) => run.status);
  if (statuses.includes('failed')) return 'failed';
  return statuses.every(status => status === 'complete') ? 'complete' : 'interrupted';
}

const withSession = <T extends BlockRef>(all: readonly T[], session: number): T[] =>
  all.map(one => ({ ...one, session }));

/** Each run calibrates its paths by itself. */
const pathsOf = (runs: readonly Run[]): PathCalibration[] =>
  runs.flatMap(({ paths = [] }, session) => paths.map(one => ({ ...one, session })));

/** The time at which the last of these runs ended; null if one has not ended. */
function endOf(runs: readonly Run[]): string | null {
  const ends = runs.map(({ run }) => run.finishedAt);
  return ends.includes(null) ? null : (ends.toSorted().at(-1) ?? null);
}

/**
 * One run made from several with the same loads, each a session of it. Trials keep their blocks and
 * get the place of their session. The first run gives all that only one can give. `command` is the
 * command that joins them. Ask `joinFault` before.
 */
export function joined(runs: readonly Run[], command: string): Run {
  const ordered = inOrder(runs);
  const [first] = ordered as [Run];
  const last = ordered.at(-1) as Run;
  const tools = ordered.flatMap(({ toolTrials = [] }, session) => withSession(toolTrials, session));
  const workloads = ordered.flatMap(({ referenceWorkloads = [] }, session) =>
    withSession(referenceWorkloads, session),
  );
  const paths = pathsOf(ordered);
  return {
    ...first,
    run: {
      ...first.run,
      id: `${first.run.id}-to-${last.run.id}`,
      finishedAt: endOf(ordered),
      status: statusOf(ordered),
      command,
      repeats: null,
      trialsPlanned: ordered.reduce((sum, { run }) => sum + run.trialsPlanned, 0),
    },
    environment: environmentOf(ordered, first),
    sessions: ordered.map(sessionOf),
    scenarios: first.scenarios.map(scenario => scenarioOf(scenario, ordered)),
    trials: ordered.flatMap(({ trials }, session) => withSession(trials, session)),
    ...(tools.length > 0 && { toolTrials: tools }),
    ...(workloads.length > 0 && { referenceWorkloads: workloads }),
    ...(paths.length > 0 && { paths }),
  };
}

/**
 * One session of a joined run as the run that it was: its trials, its environment, its times. A run
 * of one session is its own. The joined run does not keep status and plan of each session, so these
 * are the whole run's.
 */
export function runOfSession(run: Run, session: number): Run {
  const { sessions, toolTrials, referenceWorkloads, paths = [], ...whole } = run;
  const own = sessions?.[session];
  if (own === undefined) return run;
  const { environment, ...facts } = own;
  const ofSession = <T extends BlockRef>(all: readonly T[]): T[] =>
    all.filter(one => one.session === session).map(({ session: _, ...one }) => one as unknown as T);
  const tools = ofSession(toolTrials ?? []);
  const workloads = ofSession(referenceWorkloads ?? []);
  const ownPaths = paths.flatMap(({ session: place, ...one }) => (place === session ? [one] : []));
  return {
    ...whole,
    run: { ...whole.run, ...facts },
    environment,
    trials: ofSession(whole.trials),
    ...(tools.length > 0 && { toolTrials: tools }),
    ...(workloads.length > 0 && { referenceWorkloads: workloads }),
    ...(ownPaths.length > 0 && { paths: ownPaths }),
  };
}

/** How many sessions a run has. */
export const sessionCount = ({ sessions }: Pick<Run, 'sessions'>): number => sessions?.length ?? 1;
