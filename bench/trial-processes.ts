import type { Contestant, Transport } from '../scenarios/transport.ts';
import type {
  FromPublisher,
  FromServer,
  FromWorker,
  PublisherConfig,
  ServerConfig,
  ToPublisher,
  ToServer,
  ToWorker,
  WorkerConfig,
} from './messages.ts';
import { type Child, startChild } from './processes.ts';
import type { TrialPlan, TrialSettings } from './trial.ts';

/** The processes of one trial; each worker with the topics of its subscribers. */
export interface TrialProcesses {
  server: Child<FromServer, ToServer>;
  publisher: Child<FromPublisher, ToPublisher>;
  workers: { worker: Child<FromWorker, ToWorker>; topics: string[] }[];
  pids: { server: number; publisher: number; workers: number[] };
}

/** Which server a transport's clients are pointed at. */
const servers: Record<Transport, ServerConfig['transports']> = {
  'short-polling': ['short-polling'],
  'long-polling': ['long-polling'],
  sse: ['sse'],
  websocket: ['websocket'],
  'tcp-floor': 'tcp-floor',
  'bare-reader': 'tcp-floor',
} satisfies Record<Transport, Contestant[] | 'tcp-floor'>;

/** Deals the subscribers out to the workers, one each in turn. */
function dealt<T>(items: readonly T[], hands: number): T[][] {
  return Array.from({ length: hands }, (_, hand) => items.filter((_, index) => index % hands === hand));
}

/**
 * Starts the processes of a trial. Each is handed to `onStart` at once, so that it is stopped even where a later one cannot
 * be started. `followed` is the topic of each subscriber.
 */
export function startTrialProcesses(
  { load, seed, transport, warmUpSeconds, windowSeconds }: TrialPlan,
  { network, cores, serverPort }: TrialSettings,
  followed: readonly string[],
  onStart: (child: { stop(): Promise<void> }) => void,
): TrialProcesses {
  const server: TrialProcesses['server'] = startChild({
    name: 'server',
    entry: 'servers/main.ts',
    config: {
      transports: servers[transport],
      host: network.host,
      port: serverPort,
      wireInterface: network.wireInterface,
    } satisfies ServerConfig,
    prefix: network.serverPrefix,
  });
  onStart(server);
  const publisher: TrialProcesses['publisher'] = startChild({
    name: 'publisher',
    entry: 'bench/publisher.ts',
    config: { load, seed, durationSeconds: warmUpSeconds + windowSeconds } satisfies PublisherConfig,
    prefix: network.clientPrefix,
    output: server.stdin,
  });
  onStart(publisher);
  // The publisher has its copy of the pipe; ours must go, so that the server sees the end when the publisher ends.
  server.stdin.destroy();
  const workers = dealt(followed, Math.min(cores.clientWorkers, load.subscribers)).map((topics, index) => {
    const worker: Child<FromWorker, ToWorker> = startChild({
      name: 'client worker',
      entry: 'clients/worker.ts',
      config: { transport, seed: seed + index } satisfies WorkerConfig,
      prefix: network.clientPrefix,
    });
    onStart(worker);
    return { worker, topics };
  });
  return {
    server,
    publisher,
    workers,
    pids: { server: server.pid, publisher: publisher.pid, workers: workers.map(({ worker }) => worker.pid) },
  };
}
