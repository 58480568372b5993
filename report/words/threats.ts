import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { blockRange } from '../../results/format/blocks.ts';
import type { Run } from '../../results/format/run.ts';
import { metricsOf } from '../model/metric.ts';
import { isMeasured, type PointView } from '../model/point.ts';
import { rank } from '../model/rank.ts';
import { MAX_RESIDUAL_PERCENT, theoryOfPoint } from '../model/theory.ts';
import { counted, given, integer, list, percent, withUnit } from '../text/format.ts';
import { blocksInWords } from './blocks.ts';

/** One reason to doubt, and what this run can say of it. */
export interface Threat {
  title: string;
  text: string;
  /** Whether it touched this very run. */
  touched: boolean;
}

/** A share of invalid trials beyond this, in %, may mean that what was left out differs from what stayed. */
const MAX_INVALID_PERCENT = 5;
const MAX_DRIFT_PERCENT = 10;

function oneMachine({ environment: { cpu, network, transit } }: Run): Threat {
  const pinned = cpu.serverCores !== null && cpu.clientCores !== null && cpu.serverCores !== cpu.clientCores;
  const cores = pinned
    ? `server on core ${cpu.serverCores}, clients and publisher on ${cpu.clientCores}`
    : 'no cores set apart';
  const way = transit
    ? `; one way takes ${withUnit(transit.meanMs, 'ms')} while nothing else happens, less while the machine is awake`
    : '';
  return {
    title: 'Server and clients share one machine',
    text: `${integer(cpu.cores)} cores, ${cores}, network ${network}${way}. A real network adds its own transit to each of these latencies, once for push, up to three times for long polling; it loses packets, and here none was lost unless a scenario says so. The kernel does part of the receiver’s work within the sender’s call.`,
    touched: !pinned,
  };
}

function virtualMachine({ environment: { virtualization, container, stealPercent }, trials }: Run): Threat {
  const inside = [virtualization, container].filter(one => one !== null);
  const steals = trials.filter(isMeasured).flatMap(({ machine }) => (machine ? [machine.stealPercent] : []));
  const known = stealPercent !== null && steals.length > 0;
  const stolen = known
    ? `The most that was stolen from a core within a window, in any trial, was ${percent(Math.max(...steals))}.`
    : 'The system does not tell how much was stolen from its cores.';
  return {
    title: 'The machine may be shared with others',
    text: `${inside.length > 0 ? `It runs within ${list(inside)}` : 'Neither a hypervisor nor a container was found'}. ${stolen} Neighbours on the same host slow caches and memory without being seen in any counter: compare within a run, not between machines.`,
    touched: inside.length > 0,
  };
}

function fewBlocks({ scenarios, run }: Run): Threat {
  const windows = scenarios.flatMap(({ points }) => points.map(({ windowSeconds }) => windowSeconds));
  return {
    title: 'Few and short trials',
    text: `Preset ${run.preset}: ${blocksInWords(scenarios)}, windows of ${given(Math.min(...windows))} to ${given(Math.max(...windows))} s. What happens once an hour, such as a long garbage collection, is not seen; and a server that has run for seconds has not been compiled as one that has run for days.`,
    touched: blockRange(scenarios).least < 5,
  };
}

function leftOut({ trials, scenarios }: Run): Threat {
  // What a search drives beyond the limit is its finding, and no loss.
  const searched = new Set(scenarios.filter(({ search }) => search !== null).map(({ id }) => id));
  const ordinary = trials.filter(({ scenario }) => !searched.has(scenario));
  const invalid = ordinary.filter(({ status }) => status === 'invalid').length;
  const errors = ordinary.filter(({ status }) => status === 'error').length;
  const share = ordinary.length === 0 ? 0 : (100 * (invalid + errors)) / ordinary.length;
  return {
    title: 'Trials were left out',
    text: `${counted(invalid, 'invalid trial')} and ${counted(errors, 'trial')} in error, ${percent(share)} of ${integer(ordinary.length)}${searched.size > 0 ? ', searches for a limit not counted' : ''}. Gates look at losses, the load generator and the machine, never at whether a figure is liked; but a transport that keeps the clients busier fails them more often, and its quieter trials remain.`,
    touched: share > MAX_INVALID_PERCENT,
  };
}

function manyComparisons(points: readonly PointView[], { run }: Run): Threat | null {
  const outcomes = points.flatMap(view => metricsOf([view]).map(measure => rank(view, measure, run.preset)));
  const pairs = outcomes
    .flatMap(outcome => (outcome.kind === 'not-compared' ? [] : outcome.rivals))
    .filter(({ against }) => against.interval !== null);
  if (pairs.length === 0) return null;
  const open = pairs.filter(({ against }) => against.verdict === 'unresolved').length;
  return {
    title: 'Many comparisons',
    text: `${integer(pairs.length)} pairs are compared, each at 95%. Were all pairs equal, some ${integer(pairs.length * 0.05)} intervals would miss the truth; to count as a difference an interval must also lie wholly beyond ±${given(PRACTICAL_EQUALITY * 100)}%, so that fewer speak. ${counted(open, 'pair')} stayed unresolved.`,
    touched: false,
  };
}

function drift(points: readonly PointView[]): Threat | null {
  // A window with a fault in it is not meant to be steady.
  const steady = points.filter(({ point }) => !point.load.fault);
  const drifts = steady.flatMap(view =>
    view.transports.flatMap(({ driftPercent }) => (driftPercent ? [driftPercent.value] : [])),
  );
  if (drifts.length === 0) return null;
  const far = drifts.filter(value => Math.abs(value) > MAX_DRIFT_PERCENT).length;
  return {
    title: 'Windows that were not steady',
    text: `The median latency of ${far} of ${counted(drifts.length, 'transport at a point', 'transports at points')} changed by more than ${given(MAX_DRIFT_PERCENT)}% from the first third of the window to the last. Then the figure depends on how long one looks.`,
    touched: far > 0,
  };
}

function theory(points: readonly PointView[]): Threat | null {
  const rows = points.filter(({ point }) => !point.load.fault).flatMap(theoryOfPoint);
  if (rows.length === 0) return null;
  const off = rows.filter(({ finding }) => finding);
  return {
    title: 'Theory and measurement disagree in places',
    text: `${off.length} of ${counted(rows.length, 'prediction')} of the models are off by more than ${given(MAX_RESIDUAL_PERCENT)}%. Each is named at its point with what the model does not know.`,
    touched: off.length > 0,
  };
}

function onePerson({ environment: { directDependencies, dependencies, node } }: Run): Threat {
  const name = directDependencies.find(one => one === 'fastify');
  return {
    title: 'One implementation of each',
    text: `Servers of Node ${node}${name ? ` and Fastify ${dependencies[name] ?? ''}` : ''}, clients of this lab. Another language, framework or proxy has other costs; bytes and the shape of latency are the protocol’s, CPU and memory are not.`,
    touched: false,
  };
}

/** What could make the figures of a run wrong or of little use elsewhere, each judged from the run itself. */
export function threatsOf(run: Run, points: readonly PointView[]): Threat[] {
  if (run.trials.length === 0) return [];
  return [
    oneMachine(run),
    virtualMachine(run),
    fewBlocks(run),
    leftOut(run),
    manyComparisons(points, run),
    drift(points),
    theory(points),
    onePerson(run),
  ].filter(threat => threat !== null);
}
