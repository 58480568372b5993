import type { ToolReport } from '../../results/format/tool-report.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { topologyOf } from '../../scenarios/load/topology.ts';
import { type MachineLoad, watchMachine } from '../meters/machine-meter.ts';
import { type Window, waitUntil } from '../meters/window.ts';
import type { EmulatedPath } from '../network/emulated.ts';
import { type Identity, identityOfRun } from '../network/identity.ts';
import type { FromPart, FromServer } from '../processes/messages.ts';
import type { PartLoad, PublisherReport, ServerLoad, UsersReport } from '../processes/reports.ts';
import { measureServer } from './fault-injection.ts';
import { drainGraceMs, GRACE_MS, OVERLOAD_GRACE_MS } from './grace.ts';
import type { FaultTimes } from './reports.ts';
import { toolReportOf } from './tool-report.ts';
import type { TrialPlan, TrialSettings } from './trial-plan.ts';
import {
  brokerHostOf,
  type ClientProcess,
  clientStarters,
  latest,
  type PartProcess,
  type ServerExtras,
  startBroker,
  startProxy,
  startPublisher,
  startServer,
  type TrialProcess,
  withRole,
} from './trial-processes.ts';
import type { TrialUnderWay } from './under-way.ts';

const READY_TIMEOUT_MS = 10_000;
/** A proxy or a broker gets some starts, each on another port. */
const PART_TIMEOUT_MS = 50_000;
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

/** What the process of a proxy or a broker tells when it listens. */
type PartReady = Pick<Extract<FromPart, { type: 'ready' }>, 'port' | 'version'>;

/** What the first server tells when it listens, its identity, and what stands around it. */
export type Listening = Pick<Extract<FromServer, { type: 'ready' }>, 'port' | 'epoch'> & {
  /** Of all servers that listen. */
  ports: readonly number[];
  /** What those took to start that stand by to replace others. */
  successorCpuMicros: readonly number[];
  /** Null without TLS. */
  identity: Identity | null;
  /** Null without one. */
  proxy: PartReady | null;
  broker: PartReady | null;
};

/** The port to which clients connect. */
export const frontPortOf = ({ port, proxy }: Listening): number => proxy?.port ?? port;

/** What a server needs of its identity, and of its broker. */
const aroundServer = (
  { network }: TrialSettings,
  identity: Identity | null,
  broker: PartReady | null,
): ServerExtras => ({
  ...(identity && { tls: identity }),
  ...(broker && { broker: { host: brokerHostOf(network), port: broker.port } }),
});

/** How many servers are replaced in a trial. */
const replacedIn = ({ load: { topology, fault } }: TrialPlan): number =>
  fault?.kind === 'release' ? (topology?.servers ?? 1) : 0;

/**
 * How many servers stand beside the proxy: that of the publisher, if those behind it are replaced.
 */
const beside = (plan: TrialPlan): number => (replacedIn(plan) > 0 ? 1 : 0);

/** Makes the network the path of the load. Rejects if the load has one and the network cannot. */
async function takePath({ load, seed }: TrialPlan, { network, pathFailure }: TrialSettings): Promise<void> {
  if (!load.path) return;
  if (pathFailure !== undefined) throw new Error(pathFailure);
  if (!network.path) throw new Error('the load has a path, and this network cannot emulate one');
  await network.path.set(load.path, seed);
}

/** Registers the process of a proxy or a broker, and waits until its program listens. */
const readyOf = (trial: TrialUnderWay, part: PartProcess): Promise<PartReady> =>
  trial.step(trial.keep(part as TrialProcess & PartProcess).child.expect('ready', PART_TIMEOUT_MS));

/** Starts all processes and waits until they are ready. */
export async function start(trial: TrialUnderWay): Promise<Listening> {
  const { plan, settings, pipe, expected, keep, step } = trial;
  await step(takePath(plan, settings));
  const identity = plan.load.connection?.tls ? await step(identityOfRun()) : null;
  const topology = topologyOf(plan.load, plan.transport);
  const broker = topology?.broker
    ? await readyOf(trial, startBroker(topology.broker, topology, settings))
    : null;
  const around = aroundServer(settings, identity, broker);
  const servers = Array.from({ length: (topology?.servers ?? 1) + beside(plan) }, (_, index) => {
    // The publisher writes to the first one, which alone has the port that was asked for.
    const [place, input] = index === 0 ? [settings, pipe] : [{ ...settings, serverPort: 0 }, null];
    return keep(startServer(plan, place, input, around)).child;
  });
  const publisher = keep(startPublisher(plan, settings, pipe)).child;
  for (const startClient of clientStarters(plan, settings, expected)) keep(startClient());
  const listening = await step(Promise.all(servers.map(one => one.expect('ready', READY_TIMEOUT_MS))));
  const ports = listening.map(({ port }) => port);
  const proxy = topology?.proxy
    ? await readyOf(trial, startProxy(topology, topology.proxy, ports.slice(beside(plan)), settings))
    : null;
  // Their start takes CPU for seconds, so it is over before the window begins.
  const successors = ports.slice(ports.length - replacedIn(plan)).map(serverPort => {
    const place = { ...settings, serverPort };
    return keep(startServer(plan, place, null, { ...around, standsBy: true })).child;
  });
  const standing = await step(Promise.all(successors.map(one => one.expect('standing', READY_TIMEOUT_MS))));
  await step(publisher.expect('ready', READY_TIMEOUT_MS));
  const timeoutMs = plan.load.browser ? BROWSER_READY_TIMEOUT_MS : READY_TIMEOUT_MS;
  await everyClient(trial, ({ child }) => child.expect('ready', timeoutMs));
  const [first] = listening;
  if (!first) throw new Error('a topology has at least one server');
  const successorCpuMicros = standing.map(({ cpuMicros }) => cpuMicros);
  return { ...first, ports, successorCpuMicros, identity, proxy, broker };
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
