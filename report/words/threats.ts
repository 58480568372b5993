import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { blockRange } from '../../results/format/blocks.ts';
import type { Run } from '../../results/format/run.ts';
import { metricsOf } from '../model/metric.ts';
import { isMeasured, type PointView } from '../model/point.ts';
import { rank } from '../model/rank.ts';
import { MAX_RESIDUAL_PERCENT, theoryOfPoint } from '../model/theory.ts';
import { capital, counted, given, integer, list, percent, withUnit } from '../text/format.ts';
import { runBlocksInWords } from './blocks.ts';
import { emulatedPaths, realNetworkInWords } from './path-threats.ts';
import type { Threat } from './threat.ts';

/** Above this share of invalid trials, in %, the excluded trials may differ from the others. */
const MAX_INVALID_PERCENT = 5;
const MAX_DRIFT_PERCENT = 10;

function oneMachine({ environment: { cpu, network, transit }, scenarios }: Run): Threat {
  const pinned = cpu.serverCores !== null && cpu.clientCores !== null && cpu.serverCores !== cpu.clientCores;
  const cores = pinned
    ? `server on core ${cpu.serverCores}, clients and publisher on ${cpu.clientCores}`
    : 'no cores reserved';
  const way = transit
    ? ` One transit takes ${withUnit(transit.meanMs, 'ms')} on the idle machine, and less on a busy one.`
    : '';
  return {
    title: 'Server and clients share one machine',
    text: `${integer(cpu.cores)} cores, ${cores}, network ${network}.${way} ${realNetworkInWords(scenarios)} The kernel does part of the receiver’s work within the sender’s call.`,
    touched: !pinned,
  };
}

function virtualMachine({ environment: { virtualization, container, stealPercent }, trials }: Run): Threat {
  const inside = [virtualization, container].filter(one => one !== null);
  const steals = trials.filter(isMeasured).flatMap(({ machine }) => (machine ? [machine.stealPercent] : []));
  const known = stealPercent !== null && steals.length > 0;
  const stolen = known
    ? `The highest share of a core that the hypervisor took within a window, in any trial, was ${percent(Math.max(...steals))}.`
    : 'The system does not report how much CPU time the hypervisor took (steal).';
  return {
    title: 'The machine may be shared with others',
    text: `${inside.length > 0 ? `This machine runs within ${list(inside)}` : 'Neither a hypervisor nor a container was found'}. ${stolen} Other machines on the same host can slow caches and memory, and no counter shows it. Compare within a run, not between machines.`,
    touched: inside.length > 0,
  };
}

function fewBlocks(whole: Run): Threat {
  const { scenarios, run } = whole;
  const windows = scenarios.flatMap(({ points }) => points.map(({ windowSeconds }) => windowSeconds));
  const ends = [...new Set([Math.min(...windows), Math.max(...windows)])].map(given);
  return {
    title: 'Few and short trials',
    text: `Preset ${run.preset}: ${runBlocksInWords(whole)}, windows of ${ends.join(' to ')} s. Events that happen once an hour, such as a long garbage collection, are not seen. A server that has run for seconds is less optimised by the JIT compiler than one that has run for days.`,
    touched: blockRange(scenarios).least < 5,
  };
}

function leftOut({ trials, scenarios }: Run): Threat {
  // A search goes beyond the limit on purpose: those trials are its result.
  const searched = new Set(scenarios.filter(({ search }) => search !== null).map(({ id }) => id));
  const ordinary = trials.filter(({ scenario }) => !searched.has(scenario));
  const invalid = ordinary.filter(({ status }) => status === 'invalid').length;
  const errors = ordinary.filter(({ status }) => status === 'error').length;
  const share = ordinary.length === 0 ? 0 : (100 * (invalid + errors)) / ordinary.length;
  const excluded = [
    ...(invalid > 0 ? [counted(invalid, 'invalid trial')] : []),
    ...(errors > 0 ? [`${counted(errors, 'trial')} that ended in an error`] : []),
  ];
  const all = `${counted(ordinary.length, 'trial')}${searched.size > 0 ? ' (without capacity searches)' : ''}`;
  return {
    title: 'Excluded trials',
    text: `${excluded.length > 0 ? `${capital(list(excluded))}: ${percent(share)}` : 'None'} of ${all}. Gates check losses, the load generator and the machine; they never check whether a result is welcome. But a transport that keeps the clients busier fails gates more often, and then only its quieter trials count.`,
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
    text: `${integer(pairs.length)} pairs are compared, each at 95%. If all pairs were equal, about ${integer(pairs.length * 0.05)} intervals would miss the true ratio. A difference also needs an interval wholly beyond ±${given(PRACTICAL_EQUALITY * 100)}%, so fewer count as one. This run does not decide ${counted(open, 'pair')}.`,
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
    text: `In ${far} of ${counted(drifts.length, 'case')} (one transport at one point), the median latency changed by more than ${given(MAX_DRIFT_PERCENT)}% from the first to the last third of the window. Such a result depends on the length of the window.`,
    touched: far > 0,
  };
}

function theory(points: readonly PointView[]): Threat | null {
  const rows = points.filter(({ point }) => !point.load.fault).flatMap(theoryOfPoint);
  if (rows.length === 0) return null;
  const off = rows.filter(({ finding }) => finding);
  return {
    title: 'Theory and measurement disagree in places',
    text: `${off.length} of ${counted(rows.length, 'prediction')} of the models are off by more than ${given(MAX_RESIDUAL_PERCENT)}%. Each is listed at its point, with what the model does not include.`,
    touched: off.length > 0,
  };
}

function onePerson({ environment: { directDependencies, dependencies, node } }: Run): Threat {
  const name = directDependencies.find(one => one === 'fastify');
  return {
    title: 'One implementation of each',
    text: `Servers of Node ${node}${name ? ` and Fastify ${dependencies[name] ?? ''}` : ''}, clients of this lab. Another language, framework or proxy has other costs. Bytes and the shape of latency belong to the protocol; CPU and memory belong to the implementation.`,
    touched: false,
  };
}

/**
 * What could make the results of a run wrong or of little use elsewhere, each judged from the run
 * itself.
 */
export function threatsOf(run: Run, points: readonly PointView[]): Threat[] {
  if (run.trials.length === 0) return [];
  return [
    oneMachine(run),
    emulatedPaths(run),
    virtualMachine(run),
    fewBlocks(run),
    leftOut(run),
    manyComparisons(points, run),
    drift(points),
    theory(points),
    onePerson(run),
  ].filter(threat => threat !== null);
}
