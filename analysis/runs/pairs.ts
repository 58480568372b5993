import type { Run, RunPoint, RunScenario } from '../../results/format/run.ts';
import type { Trial } from '../../results/format/trial.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Transport } from '../../scenarios/load/transport.ts';

/** The same thing in two runs. */
export interface Both<T> {
  before: T;
  after: T;
}

/** A transport at a point of a scenario. */
export interface PairKey {
  scenario: RunScenario;
  point: RunPoint;
  transport: Transport;
}

/** The trials of one transport in two runs, under one load. */
export interface TrialPair extends PairKey {
  trials: Both<Trial[]>;
  /** The trials of the TCP floor at the same point. */
  floor: Both<Trial[]>;
}

/** Something in one run without a counterpart in the other. */
export interface Unpaired {
  scenario: string;
  point: string | null;
  transport: Transport | null;
  reason: string;
}

export interface Paired {
  pairs: TrialPair[];
  unpaired: Unpaired[];
}

export const ONLY_FIRST = 'only in the first run';
export const ONLY_SECOND = 'only in the second run';

/**
 * Fields that do not change a load: each transport is compared by itself, and the cost model is not
 * compared.
 */
const BESIDE_LOAD = ['transports', 'heldOut'];

/** JSON that does not depend on the order of keys. */
export function canonical(value: unknown): string {
  const sorted = (_: string, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  return JSON.stringify(value, sorted) ?? 'not set';
}

/** So many characters of a digest never agree by chance. */
const DIGEST_CHARACTERS = 16;

/** A load whose trace is known by the digest of what was replayed, not by its file. */
function byDigest({ arrivals, ...load }: Load): Record<string, unknown> {
  if (arrivals.kind !== 'trace') return { ...load, arrivals };
  const { kind, speed, sha256 = '' } = arrivals;
  const trace = `SHA-256 ${sha256.slice(0, DIGEST_CHARACTERS)}…`;
  return { ...load, arrivals: { kind, speed }, trace };
}

/** Whether a load replays a trace and has its digest; older runs have none. */
const hasDigest = ({ arrivals }: Load) => arrivals.kind === 'trace' && arrivals.sha256 !== undefined;

/** A load whose trace is known by its file, as in older runs. */
function byFile({ arrivals, ...load }: Load): Record<string, unknown> {
  if (arrivals.kind !== 'trace') return { ...load, arrivals };
  const { sha256: _, timeUnit: __, ...named } = arrivals;
  return { ...load, arrivals: named };
}

/** Each difference between two loads, as `subscribers 10, then 20`. */
export function loadDifferences(before: Load, after: Load): string[] {
  const comparable = hasDigest(before) && hasDigest(after) ? byDigest : byFile;
  const [first, second] = [comparable(before), comparable(after)];
  const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...keys].flatMap(key => {
    const [then, now] = [canonical(first[key]), canonical(second[key])];
    return then === now || BESIDE_LOAD.includes(key) ? [] : [`${key} ${then}, then ${now}`];
  });
}

/** The items of two lists matched by id, and the items of one list alone. */
function matchById<T extends { id: string }>({ before, after }: Both<readonly T[]>) {
  const twinOf = ({ id }: T, others: readonly T[]) => others.find(other => other.id === id);
  const both: Both<T>[] = before.flatMap(one => {
    const twin = twinOf(one, after);
    return twin ? [{ before: one, after: twin }] : [];
  });
  const alone = [
    ...before.filter(one => !twinOf(one, after)).map(one => ({ one, reason: ONLY_FIRST })),
    ...after.filter(one => !twinOf(one, before)).map(one => ({ one, reason: ONLY_SECOND })),
  ];
  return { both, alone };
}

/** Why a transport has no pair at a point with the same load in both runs; null if it has one. */
function transportFault(transport: Transport, loads: Both<Load>, trials: Both<Trial[]>): string | null {
  const [first, second] = [loads.before.transports[transport], loads.after.transports[transport]];
  if (first === undefined) return ONLY_SECOND;
  if (second === undefined) return ONLY_FIRST;
  const [then, now] = [canonical(first), canonical(second)];
  if (then !== now) return `its options differ: ${then}, then ${now}`;
  const missing = { before: trials.before.length === 0, after: trials.after.length === 0 };
  if (missing.before && missing.after) return 'not tried in either run';
  if (missing.before) return 'not tried in the first run';
  return missing.after ? 'not tried in the second run' : null;
}

function pairPoint(runs: Both<Run>, scenario: RunScenario, points: Both<RunPoint>): Paired {
  const loads = { before: points.before.load, after: points.after.load };
  const place = { scenario: scenario.title, point: points.after.label };
  const changed = loadDifferences(loads.before, loads.after);
  if (changed.length > 0) {
    const reason = `the load differs: ${changed.join('; ')}`;
    return { pairs: [], unpaired: [{ ...place, transport: null, reason }] };
  }
  if (loads.after.requests) {
    const reason = 'values from external tools are not compared between runs';
    return { pairs: [], unpaired: [{ ...place, transport: null, reason }] };
  }
  const { id } = points.after;
  const trialsIn = (run: Run, transport: Transport) =>
    run.trials.filter(one => one.scenario === scenario.id && one.point === id && one.transport === transport);
  const trialsOf = (transport: Transport): Both<Trial[]> => ({
    before: trialsIn(runs.before, transport),
    after: trialsIn(runs.after, transport),
  });
  const floor = trialsOf('tcp-floor');
  const transports = { ...loads.before.transports, ...loads.after.transports };
  const paired: Paired = { pairs: [], unpaired: [] };
  for (const transport of Object.keys(transports) as Transport[]) {
    const trials = trialsOf(transport);
    const reason = transportFault(transport, loads, trials);
    if (reason === null) paired.pairs.push({ scenario, point: points.after, transport, trials, floor });
    else paired.unpaired.push({ ...place, transport, reason });
  }
  return paired;
}

/**
 * Pairs the trials of one transport at one point in two runs, if its load and its options are the
 * same in both. Everything else is listed with the reason why it has no pair.
 */
export function pairRuns(runs: Both<Run>): Paired {
  const paired: Paired = { pairs: [], unpaired: [] };
  const leave = (scenario: string, point: string | null, reason: string) =>
    paired.unpaired.push({ scenario, point, transport: null, reason });
  const scenarios = matchById({ before: runs.before.scenarios, after: runs.after.scenarios });
  for (const { one, reason } of scenarios.alone) leave(one.title, null, reason);
  for (const { before, after } of scenarios.both) {
    const points = matchById({ before: before.points, after: after.points });
    for (const { one, reason } of points.alone) leave(after.title, one.label, reason);
    for (const point of points.both) {
      const { pairs, unpaired } = pairPoint(runs, after, point);
      paired.pairs.push(...pairs);
      paired.unpaired.push(...unpaired);
    }
  }
  return paired;
}
