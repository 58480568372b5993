import { topologyOf } from '../../scenarios/load/topology.ts';
import { type Identity, identityOfRun } from '../network/identity.ts';
import type { FromPart, FromServer } from '../processes/messages.ts';
import { brokerHostOf, type PartProcess, startBroker, startProxy } from './part-processes.ts';
import type { TrialPlan, TrialSettings } from './trial-plan.ts';
import { clientStarters, type ServerExtras, startPublisher, startServer } from './trial-processes.ts';
import { everyClient, type TrialUnderWay } from './under-way.ts';

/** How long a process may take to say that it is ready. */
export const READY_TIMEOUT_MS = 10_000;
/** A proxy or a broker gets some starts, each on another port. */
const PART_TIMEOUT_MS = 50_000;
/** A browser takes seconds to start. */
const BROWSER_READY_TIMEOUT_MS = 45_000;

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
export const aroundServer = (
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
const readyOf = (
  trial: TrialUnderWay,
  part: PartProcess<'proxy'> | PartProcess<'broker'>,
): Promise<PartReady> => trial.step(trial.keep(part).child.expect('ready', PART_TIMEOUT_MS));

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
