import type { ToolReport } from '../../results/format/tool-report.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { type MachineLoad, watchMachine } from '../meters/machine-meter.ts';
import { type Window, waitUntil } from '../meters/window.ts';
import type { EmulatedPath } from '../network/emulated.ts';
import type { PartLoad, PublisherReport, ServerLoad, UsersReport } from '../processes/reports.ts';
import { measureServer } from './fault-injection.ts';
import { drainGraceMs, GRACE_MS, OVERLOAD_GRACE_MS } from './grace.ts';
import { brokerHostOf } from './part-processes.ts';
import type { FaultTimes } from './reports.ts';
import { aroundServer, frontPortOf, type Listening, READY_TIMEOUT_MS } from './start.ts';
import { toolReportOf } from './tool-report.ts';
import type { TrialPlan } from './trial-plan.ts';
import { latest, startServer, withRole } from './trial-processes.ts';
import { everyClient, type TrialUnderWay } from './under-way.ts';

const CONNECT_TIMEOUT_MS = 60_000;
/** A process says by itself that its time is over. */
const ANSWER_GRACE_MS = 2000;
/** What does not pass a minimal configuration is a result; nobody waits long for it. */
const MINIMAL_CONNECT_TIMEOUT_MS = 8_000;
const connectTimeoutMs = ({ topology }: TrialPlan['load']): number =>
  topology?.configuration === 'minimal' ? MINIMAL_CONNECT_TIMEOUT_MS : CONNECT_TIMEOUT_MS;
/** Time from the command to begin until the beginning, so that the command arrives in time. */
const HEAD_START_MICROS = 50_000;

/**
 * Connects every subscriber, and waits until each has received the first notification of its topic.
 * Then the server collects the garbage of its start and of the connecting.
 */
export async function connect(trial: TrialUnderWay, listening: Listening): Promise<void> {
  const { identity } = listening;
  const port = frontPortOf(listening);
  trial.enter('connect');
  latest(trial.processes, 'publisher').send({ type: 'probe' });
  const { host } = trial.settings.network;
  const { tls: handshake } = trial.plan.load.connection ?? {};
  const tls = identity && handshake && { ca: identity.cert, handshake };
  await everyClient(trial, ({ child, topics }) => {
    const timeoutMs = connectTimeoutMs(trial.plan.load);
    child.send({ type: 'connect', host, port, topics, timeoutMs, ...(tls && { tls }) });
    return child.expect('connected', timeoutMs + ANSWER_GRACE_MS);
  });
  const collecting = withRole(trial.processes, 'server').map(({ child }) => {
    child.send({ type: 'collect' });
    return child.expect('collected', READY_TIMEOUT_MS);
  });
  await trial.step(Promise.all(collecting));
}

/** What the processes report after a window. */
export interface Measured {
  server: ServerLoad;
  fault: FaultTimes | null;
  /** What proxy and broker spent; null without one. */
  proxy: PartLoad | null;
  broker: PartLoad | null;
  publisher: PublisherReport;
  machine: MachineLoad | null;
  /** What the emulated path did; null without one. */
  path: Awaited<ReturnType<EmulatedPath['measure']>> | null;
}

/**
 * Begins the schedule and waits for the warm-up. Returns the window, and its measurement in
 * progress.
 */
export async function warmUp(
  trial: TrialUnderWay,
  server: Listening,
): Promise<{ window: Window; measuring: Promise<Measured> }> {
  const { plan, step, processes } = trial;
  trial.enter('warm-up');
  const startMicros = nowMicros() + HEAD_START_MICROS;
  const fromMicros = startMicros + plan.warmUpSeconds * 1e6;
  const window = { fromMicros, toMicros: fromMicros + plan.windowSeconds * 1e6 };
  latest(processes, 'publisher').send({ type: 'publish', startMicros, window });
  for (const { child } of withRole(processes, 'client')) child.send({ type: 'measure', window, startMicros });
  const measuring = measureAll(trial, server, window);
  // A failure in the warm-up ends the trial.
  await step(Promise.race([waitUntil(fromMicros), measuring]));
  return { window, measuring };
}

/**
 * Measures server, publisher, machine and clients over the window, and injects the load's fault.
 */
async function measureAll(
  trial: TrialUnderWay,
  { ports, epoch, identity, successorCpuMicros }: Listening,
  window: Window,
): Promise<Measured> {
  const { plan, settings, processes, pipe, keep, over } = trial;
  const { load, warmUpSeconds, windowSeconds } = plan;
  const { network, cores } = settings;
  const timeoutMs = (warmUpSeconds + windowSeconds) * 1000 + (load.overload ? OVERLOAD_GRACE_MS : GRACE_MS);
  const server = measureServer(load.fault, {
    window,
    processes,
    pipe,
    cable: network.cable,
    brokerHost: brokerHostOf(network),
    epoch,
    successorCpuMicros,
    startSuccessor(before) {
      const [serverPort = 0] = ports;
      const extras = { ...aroundServer(settings, identity, null), before };
      return keep(startServer(plan, { ...settings, serverPort }, pipe, extras)).child;
    },
    timeoutMs,
    awaitAtEnd: trial.awaitAtEnd,
    signal: over,
  });
  trial.awaitAtEnd(server);
  const spentBy = async (role: 'proxy' | 'broker'): Promise<PartLoad | null> => {
    const [part] = withRole(processes, role);
    part?.child.send({ type: 'measure', window });
    return (await part?.child.expect('measured', timeoutMs))?.load ?? null;
  };
  const [{ load: serverLoad, times }, proxy, broker, { report }, machine, path] = await Promise.all([
    server,
    spentBy('proxy'),
    spentBy('broker'),
    latest(processes, 'publisher').expect('published', timeoutMs),
    watchMachine(window, cores, () => withRole(processes, 'server').map(({ child }) => child.pid)),
    network.path?.measure(window) ?? null,
    everyClient(trial, ({ child }) => child.expect('measured', timeoutMs)),
  ]);
  return { server: serverLoad, fault: times, proxy, broker, publisher: report, machine, path };
}

/** What the clients have received at the end of a trial. */
export interface Drained {
  workers: UsersReport[];
  /** Present if an external tool replaced the lab's clients. */
  toolReport: ToolReport | undefined;
}

/** Waits until every subscriber has received everything due to it, or the deadline is over. */
export async function drain(trial: TrialUnderWay): Promise<Drained> {
  const { plan, expected, step } = trial;
  const { load } = plan;
  trial.enter('drain');
  const slowestPollMs = load.transports['short-polling']?.intervalMs ?? 0;
  const graceMs = drainGraceMs(plan);
  const drained = await everyClient(trial, ({ child }) => {
    child.send({ type: 'drain', ranges: [...expected.ranges], deadlineMs: graceMs + slowestPollMs });
    return child.expect('drained', 2 * graceMs + slowestPollMs);
  });
  return {
    workers: drained.map(({ report }) => report),
    toolReport: await step(toolReportOf(drained, latest(trial.processes, 'server'))),
  };
}
