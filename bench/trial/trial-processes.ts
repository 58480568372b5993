import type { Tool } from '../../scenarios/load/tool.ts';
import { isTested, TRAITS, type Transport } from '../../scenarios/load/transport.ts';
import { ENTRIES } from '../processes/entries.ts';
import type { FeedPipe } from '../processes/feed-pipe.ts';
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
import type { Expectation } from '../publisher/expectation.ts';
import type { TrialPlan, TrialSettings } from './trial-plan.ts';

export type ServerProcess = { role: 'server'; child: Child<FromServer, ToServer> };
export type PublisherProcess = { role: 'publisher'; child: Child<FromPublisher, ToPublisher> };
/** A client worker with the topics of its subscribers, or an external tool in place of all workers. */
export type ClientProcess = { role: 'client'; child: Child<FromWorker, ToWorker>; topics: string[] };
interface ByRole {
  server: ServerProcess;
  publisher: PublisherProcess;
  client: ClientProcess;
}
type Role = keyof ByRole;
export type TrialProcess = ByRole[Role];

/** The processes that have a role, in the order in which they were started. */
export const withRole = <R extends Role>(processes: readonly TrialProcess[], role: R): ByRole[R][] =>
  processes.filter((one): one is ByRole[R] => one.role === role);

/** The latest process of a role: of servers the one that is up. Throws where there is none. */
export function latest<R extends Role>(processes: readonly TrialProcess[], role: R): ByRole[R]['child'] {
  const one = withRole(processes, role).at(-1);
  if (!one) throw new Error(`the trial has no ${role}`);
  return one.child;
}

/** What the server serves that a transport's clients connect to. */
function servedTo(transport: Transport): ServerConfig['transports'] {
  const served: Transport = TRAITS[transport].servedBy;
  return isTested(served) ? [served] : 'tcp-floor';
}

/** Starts a server that is filled from the pipe. It reads `refill` lines of it before it listens. */
export function startServer(
  { load, transport }: Pick<TrialPlan, 'load' | 'transport'>,
  { network, serverPort }: Pick<TrialSettings, 'network' | 'serverPort'>,
  pipe: FeedPipe,
  refill = 0,
): ServerProcess {
  const config: ServerConfig = {
    transports: servedTo(transport),
    host: network.host,
    port: serverPort,
    wireInterface: network.wireInterface,
    feedCapacity: load.feedCapacity,
    packed: load.transports.websocket?.encoding === 'msgpack',
    refill,
    page: load.browser !== undefined,
  };
  const prefix = network.serverPrefix;
  return {
    role: 'server',
    child: startChild({ name: 'server', entry: ENTRIES.server, config, prefix, input: pipe.readFd }),
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

/** The subscribers dealt out to so many workers, one each in turn. */
function dealt<T>(items: readonly T[], hands: number): T[][] {
  return Array.from({ length: hands }, (_, hand) => items.filter((_, index) => index % hands === hand));
}

/** What a trial must deliver, as far as its clients have to know. */
export type ClientExpectation = Pick<Expectation, 'followed' | 'ranges' | 'lastDueMicros'>;

/** Functions that start one process each: the client workers, or the tool that takes their place. */
export function clientStarters(
  plan: TrialPlan,
  settings: TrialSettings,
  expected: ClientExpectation,
): (() => ClientProcess)[] {
  const { tool, load } = plan;
  if (tool) return [() => startTool(tool, plan, settings, expected)];
  // One page of a browser has all subscribers.
  const workerCount = load.browser ? 1 : Math.min(settings.cores.clientWorkers, load.subscribers);
  const hands = dealt(expected.followed, workerCount);
  return hands.map((topics, index) => () => startWorker(plan, settings, { topics, index, of: hands.length }));
}

function startWorker(
  { transport, load, seed, warmUpSeconds, windowSeconds }: TrialPlan,
  { network }: TrialSettings,
  { topics, ...hand }: { topics: string[]; index: number; of: number },
): ClientProcess {
  const durationSeconds = warmUpSeconds + windowSeconds;
  const config: WorkerConfig = { transport, load, seed, durationSeconds, hand };
  const prefix = network.clientPrefix;
  return {
    role: 'client',
    child: startChild({ name: 'client worker', entry: ENTRIES.worker, config, prefix }),
    topics,
  };
}

/** The end of the window may come a little later to one process than to another. */
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
