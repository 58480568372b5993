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
import type { ProcessIds, TrialPlan, TrialSettings } from './trial-plan.ts';

/** The processes of one trial; each worker with the topics of its subscribers. A tool is the only worker. */
export interface TrialProcesses {
  server: Child<FromServer, ToServer>;
  publisher: Child<FromPublisher, ToPublisher>;
  workers: { worker: Child<FromWorker, ToWorker>; topics: string[] }[];
  pids: ProcessIds;
}

/** What the server serves that a transport's clients connect to. */
function servedTo(transport: Transport): ServerConfig['transports'] {
  const served: Transport = TRAITS[transport].servedBy;
  return isTested(served) ? [served] : 'tcp-floor';
}

/** Deals the subscribers out to the workers, one each in turn. */
function dealt<T>(items: readonly T[], hands: number): T[][] {
  return Array.from({ length: hands }, (_, hand) => items.filter((_, index) => index % hands === hand));
}

/** Starts a server that is filled from the pipe; `refill` lines of it before it listens. */
export function startServerProcess(
  { load, transport }: Pick<TrialPlan, 'load' | 'transport'>,
  { network, serverPort }: Pick<TrialSettings, 'network' | 'serverPort'>,
  pipe: FeedPipe,
  refill = 0,
): TrialProcesses['server'] {
  return startChild({
    name: 'server',
    entry: ENTRIES.server,
    config: {
      transports: servedTo(transport),
      host: network.host,
      port: serverPort,
      wireInterface: network.wireInterface,
      feedCapacity: load.feedCapacity,
      packed: load.transports.websocket?.encoding === 'msgpack',
      refill,
      page: load.browser !== undefined,
    } satisfies ServerConfig,
    prefix: network.serverPrefix,
    input: pipe.readFd,
  });
}

/** The end of the window may come a little later to one process than to another. */
const LINGER_MARGIN_MS = 1000;

/** Starts the process that stands for an outside tool. */
function startTool(
  tool: Tool,
  { load, transport, warmUpSeconds, windowSeconds }: TrialPlan,
  { network }: TrialSettings,
  { ranges, lastDueMicros }: Pick<Expectation, 'ranges' | 'lastDueMicros'>,
): Child<FromWorker, ToWorker> {
  const [range] = ranges.values();
  if (!range || ranges.size > 1) throw new Error(`${tool} follows one topic, not ${ranges.size}`);
  const lingerMs =
    Math.ceil((warmUpSeconds + windowSeconds) * 1000 - lastDueMicros / 1000) + LINGER_MARGIN_MS;
  return startChild({
    name: tool,
    entry: ENTRIES[tool],
    config: {
      transport,
      load,
      range,
      warmUpSeconds,
      windowSeconds,
      lingerMs,
    } satisfies ToolConfig,
    prefix: network.clientPrefix,
  });
}

/**
 * Starts the processes of a trial. Each is handed to `onStart` at once, so that it is stopped even where a later one cannot
 * be started.
 */
export function startTrialProcesses(
  plan: TrialPlan,
  settings: TrialSettings,
  pipe: FeedPipe,
  expectation: Pick<Expectation, 'followed' | 'ranges' | 'lastDueMicros'>,
  onStart: (child: { stop(): Promise<void> }) => void,
): TrialProcesses {
  const { load, seed, transport, warmUpSeconds, windowSeconds } = plan;
  const { network, cores } = settings;
  const durationSeconds = warmUpSeconds + windowSeconds;
  const server = startServerProcess(plan, settings, pipe);
  onStart(server);
  const publisher: TrialProcesses['publisher'] = startChild({
    name: 'publisher',
    entry: ENTRIES.publisher,
    config: { load, seed, durationSeconds } satisfies PublisherConfig,
    prefix: network.clientPrefix,
    output: pipe.writeFd,
  });
  onStart(publisher);
  // A browser's page holds them all.
  const handCount = load.browser ? 1 : Math.min(cores.clientWorkers, load.subscribers);
  const hands = dealt(expectation.followed, handCount);
  const startWorker = (topics: string[], index: number) => {
    const worker: Child<FromWorker, ToWorker> = startChild({
      name: 'client worker',
      entry: ENTRIES.worker,
      config: {
        transport,
        load,
        seed,
        durationSeconds,
        hand: { index, of: hands.length },
      } satisfies WorkerConfig,
      prefix: network.clientPrefix,
    });
    onStart(worker);
    return { worker, topics };
  };
  function startOnlyTool(tool: Tool) {
    const worker = startTool(tool, plan, settings, expectation);
    onStart(worker);
    return { worker, topics: [...expectation.followed] };
  }
  const workers = plan.tool ? [startOnlyTool(plan.tool)] : hands.map(startWorker);
  return {
    server,
    publisher,
    workers,
    pids: { server: server.pid, publisher: publisher.pid, workers: workers.map(({ worker }) => worker.pid) },
  };
}
