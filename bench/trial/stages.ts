import type { ToolReport } from '../../results/format/tool-report.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { topologyOf } from '../../scenarios/load/topology.ts';
import { type MachineLoad, watchMachine } from '../meters/machine-meter.ts';
import { type Window, waitUntil } from '../meters/window.ts';
import type { EmulatedPath } from '../network/emulated.ts';
import { type Identity, identityOfRun } from '../network/identity.ts';
import type { FromProxy, FromServer } from '../processes/messages.ts';
import type { PartLoad, PublisherReport, ServerLoad, UsersReport } from '../processes/reports.ts';
import { measureServer } from './fault-injection.ts';
import { drainGraceMs, GRACE_MS, OVERLOAD_GRACE_MS } from './grace.ts';
import type { FaultTimes } from './reports.ts';
import { toolReportOf } from './tool-report.ts';
import type { TrialPlan, TrialSettings } from './trial-plan.ts';
import {
  type ClientProcess,
  clientStarters,
  latest,
  type ServerExtras,
  startProxy,
  startPublisher,
  startServer,
  withRole,
} from './trial-processes.ts';
import type { TrialUnderWay } from './under-way.ts';

const READY_TIMEOUT_MS = 10_000;
/** A proxy gets some starts, each on another port. */
const PROXY_TIMEOUT_MS = 50_000;
/** A browser takes seconds to start. */
const BROWSER_READY_TIMEOUT_MS = 45_000;
const CONNECT_TIMEOUT_MS = 60_000;
/** A process says by itself that its time is over. */
const ANSWER_GRACE_MS = 2000;
/** What does not pass a minimal configuration is a result; nobody waits long for it. */
const MINIMAL_CONNECT_TIMEOUT_MS = 8_000;
const connectTimeoutMs = ({ topology }: TrialPlan['load']): number =>
  topology?.configuration === 'minimal' ? MINIMAL_CONNECT_TIMEOUT_MS : CONNECT_TIMEOUT_MS;
/** Time from the command to begin until the beginning, so that the command arrives in time. */
const HEAD_START_MICROS = 50_000;

/** Sends a request to every client worker, and waits for all responses. */
const everyClient = <T>(trial: TrialUnderWay, request: (client: ClientProcess) => Promise<T>): Promise<T[]> =>
  trial.step(Promise.all(withRole(trial.processes, 'client').map(request)));

/** What a server tells when it listens, its identity, and what stands in front of it. */
export type Listening = Pick<Extract<FromServer, { type: 'ready' }>, 'port' | 'epoch'> & {
  /** Null without TLS. */
  identity: Identity | null;
  /** Null without a proxy. */
  proxy: Pick<Extract<FromProxy, { type: 'ready' }>, 'port' | 'version'> | null;
};

/** The port to which clients connect. */
export const frontPortOf = ({ port, proxy }: Listening): number => proxy?.port ?? port;

/** What a server needs of its identity. */
const tlsOf = (identity: Identity | null): Pick<ServerExtras, 'tls'> => (identity ? { tls: identity } : {});

/** Makes the network the path of the load. Rejects if the load has one and the network cannot. */
async function takePath({ load, seed }: TrialPlan, { network, pathFailure }: TrialSettings): Promise<void> {
  if (!load.path) return;
  if (pathFailure !== undefined) throw new Error(pathFailure);
  if (!network.path) throw new Error('the load has a path, and this network cannot emulate one');
  await network.path.set(load.path, seed);
}

/** Starts all processes and waits until they are ready. */
export async function start(trial: TrialUnderWay): Promise<Listening> {
  const { plan, settings, pipe, expected, keep, step } = trial;
  await step(takePath(plan, settings));
  const identity = plan.load.connection?.tls ? await step(identityOfRun()) : null;
  const server = keep(startServer(plan, settings, pipe, tlsOf(identity))).child;
  const publisher = keep(startPublisher(plan, settings, pipe)).child;
  for (const startClient of clientStarters(plan, settings, expected)) keep(startClient());
  const listening = await step(server.expect('ready', READY_TIMEOUT_MS));
  const topology = topologyOf(plan.load, plan.transport);
  const proxy = topology
    ? await step(keep(startProxy(topology, settings, listening.port)).child.expect('ready', PROXY_TIMEOUT_MS))
    : null;
  await step(publisher.expect('ready', READY_TIMEOUT_MS));
  const timeoutMs = plan.load.browser ? BROWSER_READY_TIMEOUT_MS : READY_TIMEOUT_MS;
  await everyClient(trial, ({ child }) => child.expect('ready', timeoutMs));
  return { ...listening, identity, proxy };
}

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
  const collecting = latest(trial.processes, 'server');
  collecting.send({ type: 'collect' });
  await trial.step(collecting.expect('collected', READY_TIMEOUT_MS));
}

/** What the processes report after a window. */
export interface Measured {
  server: ServerLoad;
  fault: FaultTimes | null;
  /** What the proxy spent; null without one. */
  proxy: PartLoad | null;
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
  { port, epoch, identity }: Listening,
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
    epoch,
    startSuccessor: before =>
      keep(startServer(plan, { ...settings, serverPort: port }, pipe, { before, ...tlsOf(identity) })).child,
    timeoutMs,
    signal: over,
  });
  trial.awaitAtEnd(server);
  const proxies = withRole(processes, 'proxy').map(({ child }) => {
    child.send({ type: 'measure', window });
    return child.expect('measured', timeoutMs);
  });
  const [{ load: serverLoad, times }, [proxy], { report }, machine, path] = await Promise.all([
    server,
    Promise.all(proxies),
    latest(processes, 'publisher').expect('published', timeoutMs),
    watchMachine(window, cores, () => withRole(processes, 'server').map(({ child }) => child.pid)),
    network.path?.measure(window) ?? null,
    everyClient(trial, ({ child }) => child.expect('measured', timeoutMs)),
  ]);
  return { server: serverLoad, fault: times, proxy: proxy?.load ?? null, publisher: report, machine, path };
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
