import { blocksAt } from '../../results/format/blocks.ts';
import type { Environment } from '../../results/format/environment.ts';
import type { Run, RunScenario } from '../../results/format/run.ts';

/**
 * A difference between two runs; `before` and `after` are the same if it is unknown whether they
 * differ.
 */
export interface Difference {
  what: string;
  before: string;
  after: string;
  /** Whether it affects the speed of the machine. */
  ofMachine: boolean;
}

/**
 * The facts that must be the same for two runs to measure the same, as far as they are known before
 * a run.
 */
export interface Circumstances {
  node: string;
  git: Run['run']['git'];
  processor: string;
  cores: number;
}

/** The circumstances of a run. */
export function circumstancesOf({ run, environment }: Run): Circumstances {
  const { model, cores } = environment.cpu;
  return { node: environment.node, git: run.git, processor: model, cores };
}

type Fact = [what: string, text: string];

/** The differences between two lists of the same facts. */
function differing(before: readonly Fact[], after: readonly Fact[], ofMachine: boolean): Difference[] {
  const texts = new Map(after);
  return before.flatMap(([what, text]) => {
    const other = texts.get(what) ?? 'unknown';
    return text === other ? [] : [{ what, before: text, after: other, ofMachine }];
  });
}

function codeInWords(git: Circumstances['git']): string {
  return git === null
    ? 'unknown'
    : `${git.commit.slice(0, 10)}${git.dirty ? ' with uncommitted changes' : ''}`;
}

/**
 * Both runs have the same commit with uncommitted changes; it is unknown whether the changes are
 * the same.
 */
function changedTwice(before: Circumstances['git'], after: Circumstances['git']): Difference[] {
  if (!before?.dirty || !after?.dirty || before.commit !== after.commit) return [];
  const code = codeInWords(after);
  return [{ what: 'commit', before: code, after: code, ofMachine: false }];
}

/** The differences between the circumstances of two runs. */
export function circumstanceDifferences(before: Circumstances, after: Circumstances): Difference[] {
  const program = ({ node, git }: Circumstances): Fact[] => [
    ['Node', node],
    ['commit', codeInWords(git)],
  ];
  const machine = ({ processor, cores }: Circumstances): Fact[] => [
    ['processor', processor],
    ['cores', `${cores}`],
  ];
  return [
    ...differing(program(before), program(after), false),
    ...differing(machine(before), machine(after), true),
    ...changedTwice(before.git, after.git),
  ];
}

const machineFacts = ({ cpu, limits, memoryBytes, ...environment }: Environment): Fact[] => [
  ['cores of the server', cpu.serverCores ?? 'any'],
  ['cores of clients and publisher', cpu.clientCores ?? 'any'],
  ['server’s cores kept awake', cpu.serverKeptAwake ? 'yes' : 'no'],
  ['server’s garbage collected before the warm-up', environment.garbageCollected ? 'yes' : 'no'],
  ['frequency governor', cpu.governor ?? 'unknown'],
  ['CPU quota', limits.quotaCores === null ? 'none' : `${limits.quotaCores} cores`],
  ['memory', `${(memoryBytes / 1024 ** 3).toFixed(1)} GiB`],
  ['virtual machine', environment.virtualization ?? 'none found'],
  ['container', environment.container ?? 'none found'],
  ['network', environment.network],
];

/**
 * Older runs do not have the congestion control. An unknown one is listed, but is not taken for
 * another machine. Nor is another one where both ends of every point have that of their path.
 */
function congestionControlDifferences(first: Run, second: Run): Difference[] {
  const [before, after] = [first.environment, second.environment];
  const points = [first, second].flatMap(({ scenarios }) => scenarios.flatMap(one => one.points));
  const isOverridden = points.length > 0 && points.every(({ load }) => load.path !== undefined);
  const fact = ({ tcpCongestionControl }: Environment): Fact => [
    'TCP congestion control',
    tcpCongestionControl ?? 'unknown',
  ];
  const isKnown = Boolean(before.tcpCongestionControl && after.tcpCongestionControl);
  return differing([fact(before)], [fact(after)], isKnown && !isOverridden);
}

/** The direct dependencies of both runs, in the versions of this one. */
function versionsOf({ dependencies }: Environment, names: readonly string[]): Fact[] {
  return names.map(name => [name, dependencies[name] ?? 'not installed']);
}

const systemFacts = ({ os, kernel, v8 }: Environment): Fact[] => [
  ['system', os],
  ['kernel', kernel],
  ['V8', v8],
];

const planFacts = ({ run }: Run): Fact[] => [
  ['preset', run.preset],
  ['seed', `${run.seed}`],
  ['status of the run', run.status],
];

/**
 * Differences of blocks and windows in scenarios of both runs; scenarios with the same change make
 * one difference.
 */
function amountDifferences(before: Run, after: Run): Difference[] {
  const distinct = (numbers: number[]) => [...new Set(numbers)].sort((a, b) => a - b).join(' or ');
  const amountOf = (scenario: RunScenario) => {
    const blocks = distinct(scenario.points.map(point => blocksAt(scenario, point)));
    const windows = distinct(scenario.points.map(({ windowSeconds }) => windowSeconds));
    return `${blocks} ${blocks === '1' ? 'block' : 'blocks'} with a window of ${windows} s after ${scenario.parameters.warmUpSeconds} s of warm-up`;
  };
  const both = before.scenarios.flatMap(first => {
    const second = after.scenarios.find(({ id }) => id === first.id);
    return second ? [{ title: first.title, before: amountOf(first), after: amountOf(second) }] : [];
  });
  const changed = both.filter(one => one.before !== one.after);
  return [...Map.groupBy(changed, one => `${one.before}, ${one.after}`).values()].flatMap(alike => {
    const [first] = alike;
    const what = `blocks and windows of ${alike.map(({ title }) => title).join(', ')}`;
    return first ? [{ what, before: first.before, after: first.after, ofMachine: false }] : [];
  });
}

/**
 * The state of the idle machine is reported only if one run has over `FACTOR` times as much as the
 * other.
 */
const FACTOR = 2;
/** Steal below this, in %, does not matter. */
const LEAST_STEAL_PERCENT = 2;

function stateDifferences({ environment: before }: Run, { environment: after }: Run): Difference[] {
  const hiccups = [before.hiccups.p99Ms, after.hiccups.p99Ms];
  const steal = [before.stealPercent ?? 0, after.stealPercent ?? 0];
  const apart = (values: number[]) => Math.max(...values) > FACTOR * Math.min(...values);
  const inUnit = ([first, second]: number[], unit: string) => ({
    before: `${Number(first?.toPrecision(2))}${unit}`,
    after: `${Number(second?.toPrecision(2))}${unit}`,
    ofMachine: true,
  });
  return [
    ...(apart(hiccups) ? [{ what: 'lateness of the idle machine at p99', ...inUnit(hiccups, ' ms') }] : []),
    ...(apart(steal) && Math.max(...steal) > LEAST_STEAL_PERCENT
      ? [{ what: 'time stolen by the hypervisor', ...inUnit(steal, '%') }]
      : []),
  ];
}

/** The differences between two runs that are in run.json and may affect the values. */
export function environmentDifferences(before: Run, after: Run): Difference[] {
  const direct = [
    ...new Set([...before.environment.directDependencies, ...after.environment.directDependencies]),
  ];
  const facts = (list: (environment: Environment) => Fact[], ofMachine: boolean) =>
    differing(list(before.environment), list(after.environment), ofMachine);
  return [
    ...circumstanceDifferences(circumstancesOf(before), circumstancesOf(after)),
    ...facts(machineFacts, true),
    ...congestionControlDifferences(before, after),
    ...stateDifferences(before, after),
    ...facts(systemFacts, false),
    ...facts(environment => versionsOf(environment, direct), false),
    ...differing(planFacts(before), planFacts(after), false),
    ...amountDifferences(before, after),
  ];
}
