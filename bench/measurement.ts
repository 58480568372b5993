import { addTallies } from '../clients/delivery-audit.ts';
import type { SubscribersReport } from '../clients/measured-subscribers.ts';
import type { ServerLoad } from '../servers/load-meter.ts';
import type { Measurement } from './gates.ts';
import { type LatencyRecord, summarise } from './latency.ts';

/** Everything that the processes of a trial reported. */
export interface Reports {
  server: ServerLoad;
  workers: SubscribersReport[];
  publishLag: LatencyRecord;
  payloadBytes: number;
  subscribers: number;
}

type Figures = Pick<
  Measurement,
  'windowMs' | 'deliveries' | 'latencyMs' | 'server' | 'bandwidth' | 'generator' | 'series'
>;

const total = <T>(items: readonly T[], pick: (item: T) => number) =>
  items.reduce((sum, item) => sum + pick(item), 0);
const isRecord = (record: LatencyRecord | null) => record !== null;

/** Turns the reports of a trial into its figures. Throws where they contradict each other. */
export function measurement({ server, workers, publishLag, payloadBytes, subscribers }: Reports): Figures {
  const negative = total(workers, worker => worker.negative);
  if (negative > 0) throw new Error(`${negative} latencies below zero: the clocks of the processes disagree`);

  const tally = addTallies(workers.map(worker => worker.tally));
  const arrived = total(workers, worker => worker.responses.notifications);
  const cpuMicros = server.cpuMicros.user + server.cpuMicros.system;
  const clientCpuMicros = total(workers, worker => worker.load.cpuMicros.user + worker.load.cpuMicros.system);
  const { downBytes, upBytes } = server.application;
  const withNews = total(workers, worker => worker.responses.withNews);
  const fromSchedule = summarise(workers.map(worker => worker.fromSchedule).filter(isRecord));
  const fromPublish = summarise(workers.map(worker => worker.fromPublish).filter(isRecord));
  const lag = summarise([publishLag]);
  const perDelivery = (amount: number) => (arrived === 0 ? null : amount / arrived);

  return {
    windowMs: server.windowMs,
    deliveries: {
      ...tally,
      arrived,
      batchMean: withNews === 0 ? 0 : arrived / withNews,
      emptyResponses: total(workers, worker => worker.responses.empty),
    },
    latencyMs: fromSchedule && fromPublish && { fromSchedule, fromPublish },
    server: {
      cpuMicros: server.cpuMicros,
      cpuPercent: server.cpuPercent,
      cpuMicrosPerDelivery: perDelivery(cpuMicros),
      rssBytes: server.memory.rssBytes,
      rssBytesBeforeConnect: server.rssBytesBeforeConnect,
      heapUsedBytes: server.memory.heapUsedBytes,
      externalBytes: server.memory.externalBytes,
      eventLoop: server.eventLoop,
      gcMs: server.gcMs,
      edgeLatenessMs: server.edgeLatenessMs,
      contextSwitches: server.contextSwitches,
      requests: server.requests,
      connections: server.connections,
    },
    bandwidth: {
      payloadBytes,
      application: { downBytes, upBytes },
      wire: null,
      bytesPerDelivery: perDelivery(downBytes + upBytes),
    },
    generator: {
      cpuPercent: Math.max(...workers.map(worker => worker.load.cpuPercent)),
      cpuMicrosPerDelivery: perDelivery(clientCpuMicros),
      memoryBytesPerSubscriber:
        Math.max(
          0,
          total(workers, ({ memoryBytes }) => memoryBytes.connected - memoryBytes.beforeConnect),
        ) / subscribers,
      eventLoopDelayP99Ms: Math.max(...workers.map(worker => worker.load.eventLoop.delayP99Ms)),
      edgeLatenessMs: Math.max(...workers.map(worker => worker.load.edgeLatenessMs)),
      publishLagP50Ms: lag?.p50 ?? 0,
      publishLagP99Ms: lag?.p99 ?? 0,
      publishLagMaxMs: lag?.max ?? 0,
      reconnects: total(workers, worker => worker.reconnects),
    },
    series: seriesOf(server, workers),
  };
}

function seriesOf(server: ServerLoad, workers: readonly SubscribersReport[]): Figures['series'] {
  const seconds = [...server.series.cpuPercent.keys()];
  const deliveries = seconds.map(second => total(workers, ({ series }) => series.deliveries[second] ?? 0));
  return {
    second: seconds,
    deliveries,
    latencyMeanMs: seconds.map(second => {
      const count = deliveries[second] ?? 0;
      return count === 0
        ? null
        : total(workers, ({ series }) => series.sumMicros[second] ?? 0) / count / 1000;
    }),
    latencyMaxMs: seconds.map(second => {
      const maxima = workers.map(({ series }) => series.maxMicros[second]).filter(value => value != null);
      return maxima.length === 0 ? null : Math.max(...maxima) / 1000;
    }),
    serverCpuPercent: server.series.cpuPercent,
    serverRssBytes: server.series.rssBytes,
  };
}
