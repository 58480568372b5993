import { deflateOf } from '../../scenarios/load/deflate.ts';
import { heartbeatSecondsOf } from '../../scenarios/load/heartbeat.ts';
import type { Tool } from '../../scenarios/load/tool.ts';
import { topologyOf } from '../../scenarios/load/topology.ts';
import { isTested, TRAITS, type Transport } from '../../scenarios/load/transport.ts';
import { ENTRIES } from '../processes/entries.ts';
import type { FeedPipe } from '../processes/feed-pipe.ts';
import { awakePrefix } from '../processes/keep-awake.ts';
import type {
  FromPublisher,
  FromServer,
  FromWorker,
  PublisherConfig,
  ServerConfig,
  ToolConfig,
  ToPublisher,
  ToServer,
  ToWorker,
  WorkerConfig,
} from '../processes/messages.ts';
import { type Child, startChild } from '../processes/start-child.ts';
import type { ServerTls } from '../processes/tls.ts';
import type { Expectation } from '../publisher/expectation.ts';
import { LOCAL_HOST, type PartProcess } from './part-processes.ts';
import type { TrialPlan, TrialSettings } from './trial-plan.ts';

export type ServerProcess = { role: 'server'; child: Child<FromServer, ToServer> };
export type PublisherProcess = { role: 'publisher'; child: Child<FromPublisher, ToPublisher> };
/**
 * A client worker with the topics of its subscribers, or an external tool in place of all workers.
 */
export type ClientProcess = { role: 'client'; child: Child<FromWorker, ToWorker>; topics: string[] };
interface ByRole {
  server: ServerProcess;
  proxy: PartProcess<'proxy'>;
  broker: PartProcess<'broker'>;
  publisher: PublisherProcess;
  client: ClientProcess;
}
type Role = keyof ByRole;
export type TrialProcess = ByRole[Role];

/** The processes of a role, in start order. */
export const withRole = <R extends Role>(processes: readonly TrialProcess[], role: R): ByRole[R][] =>
  processes.filter((one): one is ByRole[R] => one.role === role);

/** The latest process of a role; for servers it is the running one. Throws if there is none. */
export function latest<R extends Role>(processes: readonly TrialProcess[], role: R): ByRole[R]['child'] {
  const one = withRole(processes, role).at(-1);
  if (!one) throw new Error(`the trial has no ${role}`);
  return one.child;
}

/** The transports that the server serves for a client's transport. */
function servedTo(transport: Transport): ServerConfig['transports'] {
  const served = TRAITS[transport].servedBy;
  return served === 'tcp-floor' ? served : [served];
}

/** Where a server runs. */
export type ServerPlace = Pick<TrialSettings, 'network' | 'cores' | 'serverPort' | 'keepAwake'>;

/** A feed that a server gets back: how many lines it reads before it listens, and its epoch. */
export type FeedOfBefore = Required<Pick<ServerConfig, 'refill' | 'epoch'>>;

/** What a server is given besides its place: a feed of before, what TLS needs, and its broker. */
export interface ServerExtras {
  before?: FeedOfBefore;
  tls?: ServerTls;
  broker?: ServerConfig['broker'] | undefined;
  /** Whether it listens only when it is told to. */
  standsBy?: boolean;
}

/**
 * Starts a server with a new feed, with that of a server before it, or with that of a broker. It
 * reads the pipe, if it gets one.
 */
export function startServer(
  { load, transport }: Pick<TrialPlan, 'load' | 'transport'>,
  { network, cores, serverPort, keepAwake = false }: ServerPlace,
  pipe: FeedPipe | null,
  { before, tls, broker, standsBy }: ServerExtras = {},
): ServerProcess {
  const config: ServerConfig = {
    transports: servedTo(transport),
    // Behind a proxy it is reached by its neighbour alone.
    host: topologyOf(load, transport)?.proxy ? LOCAL_HOST : network.host,
    port: serverPort,
    wireInterface: network.wireInterface,
    feedCapacity: load.feedCapacity,
    packed: load.transports.websocket?.encoding === 'msgpack',
    maxWaitSeconds: load.transports['long-polling']?.waitSeconds,
    ...before,
    heartbeatSeconds: heartbeatSecondsOf(load, transport),
    page: load.browser !== undefined,
    ...(tls && { tls }),
    ...(broker && { broker }),
    ...(standsBy && { standsBy }),
    ...(isTested(transport) && { http: load.connection?.http }),
    compression: load.connection?.compression,
    deflate: deflateOf(load, transport),
  };
  const awake = keepAwake && cores.server !== null ? awakePrefix(cores.server) : [];
  const prefix = [...network.serverPrefix, ...awake];
  return {
    role: 'server',
    child: startChild({
      name: 'server',
      entry: ENTRIES.server,
      config,
      prefix,
      ...(pipe && { input: pipe.readFd }),
    }),
  };
}

/** Starts the publisher, which writes to the pipe. */
export function startPublisher(
  { load, seed, warmUpSeconds, windowSeconds }: TrialPlan,
  { network }: TrialSettings,
  pipe: FeedPipe,
): PublisherProcess {
  const config: PublisherConfig = { load, seed, durationSeconds: warmUpSeconds + windowSeconds };
  const prefix = network.clientPrefix;
  return {
    role: 'publisher',
    child: startChild({ name: 'publisher', entry: ENTRIES.publisher, config, prefix, output: pipe.writeFd }),
  };
}

/** Distributes items to workers in turn. */
function distribute<T>(items: readonly T[], workerCount: number): T[][] {
  return Array.from({ length: workerCount }, (_, worker) =>
    items.filter((_, index) => index % workerCount === worker),
  );
}

/** What a trial must deliver, as far as its clients need it. */
export type ClientExpectation = Pick<Expectation, 'followed' | 'ranges' | 'lastDueMicros'>;

/** Functions that start one process each: the client workers, or the tool that replaces them. */
export function clientStarters(
  plan: TrialPlan,
  settings: TrialSettings,
  expected: ClientExpectation,
): (() => ClientProcess)[] {
  const { tool, load } = plan;
  if (tool) return [() => startTool(tool, plan, settings, expected)];
  // One page of a browser has all subscribers.
  const workerCount = load.browser ? 1 : Math.min(settings.cores.clientWorkers, load.subscribers);
  const topicsByWorker = distribute(expected.followed, workerCount);
  return topicsByWorker.map(
    (topics, index) => () => startWorker(plan, settings, topics, { index, count: workerCount }),
  );
}

function startWorker(
  { transport, load, seed, warmUpSeconds, windowSeconds }: TrialPlan,
  { network }: TrialSettings,
  topics: string[],
  worker: WorkerConfig['worker'],
): ClientProcess {
  const durationSeconds = warmUpSeconds + windowSeconds;
  const config: WorkerConfig = { transport, load, seed, durationSeconds, worker };
  const prefix = network.clientPrefix;
  return {
    role: 'client',
    child: startChild({ name: 'client worker', entry: ENTRIES.worker, config, prefix }),
    topics,
  };
}

/** The end of the window may reach one process a little later than another. */
const LINGER_MARGIN_MS = 1000;

function startTool(
  tool: Tool,
  { load, transport, warmUpSeconds, windowSeconds }: TrialPlan,
  { network }: TrialSettings,
  { ranges, lastDueMicros, followed }: ClientExpectation,
): ClientProcess {
  const [range] = ranges.values();
  if (!range || ranges.size > 1) throw new Error(`${tool} follows one topic, not ${ranges.size}`);
  const lingerMs =
    Math.ceil((warmUpSeconds + windowSeconds) * 1000 - lastDueMicros / 1000) + LINGER_MARGIN_MS;
  const config: ToolConfig = { transport, load, range, warmUpSeconds, windowSeconds, lingerMs };
  return {
    role: 'client',
    child: startChild({ name: tool, entry: ENTRIES[tool], config, prefix: network.clientPrefix }),
    topics: [...followed],
  };
}
