import type { TrialFigures } from '../../results/format/trial.ts';
import { type LatencyRecord, summarise } from '../meters/latency-recorder.ts';
import { otherCpuPercent } from '../meters/machine-meter.ts';
import { addTallies } from '../processes/delivery-tally.ts';
import type { ServerLoad, UsersReport } from '../processes/reports.ts';
import { countedByClients } from './counted-by-clients.ts';
import { outcomesOf } from './extras.ts';
import type { Reports } from './reports.ts';
import { ledgerOf } from './wire-ledger.ts';

const total = <T>(items: readonly T[], pick: (item: T) => number) =>
  items.reduce((sum, item) => sum + pick(item), 0);
const isRecord = (record: LatencyRecord | null) => record !== null;

/** Turns the reports of a trial into its values. Throws if they contradict each other. */
export function measurement(reports: Reports): TrialFigures {
  const { server, workers, publisher, expectation, subscribers, proxy, broker } = reports;
  const negative = total(workers, worker => worker.latency?.negative ?? 0);
  if (negative > 0) throw new Error(`${negative} latencies below zero: the clocks of the processes disagree`);

  const tally = addTallies(workers.map(worker => worker.tally));
  const arrived = total(workers, worker => worker.responses.notifications);
  const cpuMicros = server.cpuMicros.user + server.cpuMicros.system;
  const clientCpuMicros = total(workers, worker => worker.load.cpuMicros.user + worker.load.cpuMicros.system);
  const { downBytes, upBytes } = server.application;
  const withUpdates = total(workers, worker => worker.responses.withUpdates);
  const thirds = [0, 1, 2].map(third =>
    workers.map(worker => worker.latency?.fromScheduleThirds[third] ?? null).filter(isRecord),
  );
  const fromSchedule = summarise(thirds.flat());
  const fromPublish = summarise(workers.map(worker => worker.latency?.fromPublish ?? null).filter(isRecord));
  const senders = workers.map(worker => worker.senders).filter(report => report !== null);
  // Either the publisher sends or the users do; the other has no lag.
  const lag = summarise([publisher.lag, ...senders.map(({ lag }) => lag)]);
  const { wire } = server;
  const http2 = countedByClients(workers.map(worker => worker.http2));
  const compression = countedByClients(workers.map(worker => worker.inflated));
  const wireBytes = wire && wire.downBytes + wire.upBytes;
  const perDelivery = (amount: number) => (arrived === 0 ? null : amount / arrived);

  return {
    windowMs: server.windowMs,
    deliveries: {
      ...tally,
      arrived,
      batchMean: withUpdates === 0 ? 0 : arrived / withUpdates,
      emptyResponses: workers.some(({ responses }) => responses.empty === null)
        ? null
        : total(workers, ({ responses }) => responses.empty ?? 0),
    },
    latencyMs: fromSchedule && fromPublish && { fromSchedule, fromPublish },
    steadiness: steadinessOf(thirds),
    server: {
      cpuMicros: server.cpuMicros,
      cpuPercent: server.cpuPercent,
      cpuMicrosPerDelivery: perDelivery(cpuMicros),
      cpuMicrosPerSubscriberSecond: cpuMicros / subscribers / (server.windowMs / 1000),
      rssBytes: server.rssBytes,
      rssBytesBeforeConnect: server.rssBytesBeforeConnect,
      kernelSocketBytes: server.kernelSocketBytes,
      openFiles: server.openFiles,
      runtime: runtimeOf(server),
      counterReadDelayMs: server.counterReadDelayMs,
      contextSwitches: server.contextSwitches,
      requests: server.requests,
      connections: server.connections,
    },
    bandwidth: {
      payloadBytes: expectation.payloadBytes,
      application: { downBytes, upBytes },
      ...(server.tls && { tls: server.tls }),
      ...(http2 && { http2 }),
      ...(compression && { compression }),
      wire,
      bytesPerDelivery: perDelivery(downBytes + upBytes),
      wireBytesPerDelivery: wireBytes === null ? null : perDelivery(wireBytes),
      // Through a proxy, the server's connections are not those on the wire.
      ledger:
        wire && proxy === null
          ? ledgerOf({
              application: server.application,
              wire,
              connectionsOpened: server.connections.opened,
              retransmittedSegments: retransmitsOf(server, workers),
              repeatedSegments: server.repeatedSegments ?? null,
            })
          : null,
    },
    generator: {
      cpuPercent: Math.max(...workers.map(worker => worker.load.cpuPercent)),
      cpuMicrosPerDelivery: perDelivery(clientCpuMicros),
      memoryBytesPerSubscriber:
        Math.max(
          0,
          total(workers, ({ memoryBytes }) => memoryBytes.connected - memoryBytes.beforeConnect),
        ) / subscribers,
      eventLoopDelayP99Ms: worstLoopDelayMs(workers),
      counterReadDelayMs: Math.max(...workers.map(worker => worker.load.counterReadDelayMs)),
      publisherCpuPercent: publisher.cpuMicros / 10 / server.windowMs,
      publishedInWindow: publisher.sent + total(senders, ({ sent }) => sent),
      scheduledInWindow: expectation.scheduled,
      publishLagP50Ms: lag?.p50 ?? 0,
      publishLagP90Ms: lag?.p90 ?? 0,
      publishLagP99Ms: lag?.p99 ?? 0,
      publishLagMaxMs: lag?.max ?? 0,
      reconnects: total(workers, worker => worker.reconnects),
    },
    machine: machineOf(reports, cpuMicros, clientCpuMicros),
    ...(reports.path && {
      path: { ...reports.path.figures, droppedAtEnds: droppedAtEnds(server, workers) },
    }),
    ...(proxy && { proxy: { ...proxy, cpuMicrosPerDelivery: perDelivery(proxy.cpuMicros) } }),
    ...(broker && { broker: { ...broker, cpuMicrosPerDelivery: perDelivery(broker.cpuMicros) } }),
    ...outcomesOf(reports),
    series: seriesOf(server, workers),
  };
}

/** Values that only a Node server reports; null if it is none. */
function runtimeOf({ runtime, heapUsedBytesBeforeConnect }: ServerLoad): TrialFigures['server']['runtime'] {
  return runtime && heapUsedBytesBeforeConnect !== null ? { ...runtime, heapUsedBytesBeforeConnect } : null;
}

/** The largest event loop delay of any client worker; null if none reports one. */
function worstLoopDelayMs(workers: readonly UsersReport[]): number | null {
  const delaysMs = workers.flatMap(({ load }) => load.runtime?.eventLoop.delayP99Ms ?? []);
  return delaysMs.length === 0 ? null : Math.max(...delaysMs);
}

/** The median of a third with fewer deliveries is not reported. */
const MIN_THIRD_COUNT = 10;

/** Compares the first third of the window with the last, each over all workers. */
function steadinessOf(thirds: readonly LatencyRecord[][]): TrialFigures['steadiness'] {
  const [first, , last] = thirds.map(records => summarise(records));
  if (!first || !last || Math.min(first.count, last.count) < MIN_THIRD_COUNT) return null;
  return {
    firstThirdP50Ms: first.p50,
    lastThirdP50Ms: last.p50,
    driftPercent: 100 * (last.p50 / Math.max(first.p50, 0.001) - 1),
  };
}

/**
 * Each end of the wire counts its own retransmissions; all client workers share one count. null if
 * an end does not report it.
 */
function retransmitsOf(server: ServerLoad, workers: readonly UsersReport[]): number | null {
  const clients = workers.map(worker => worker.retransmittedSegments).filter(count => count !== null);
  if (server.retransmittedSegments === null || clients.length === 0) return null;
  return Math.max(0, server.retransmittedSegments) + Math.max(0, ...clients);
}

/**
 * Packets that an end dropped; all client workers share one count. null if an end does not report
 * it.
 */
function droppedAtEnds(server: ServerLoad, workers: readonly UsersReport[]): number | null {
  const clients = workers.map(worker => worker.droppedPackets).filter(count => count !== null);
  if (server.droppedPackets === null || clients.length === 0) return null;
  return server.droppedPackets + Math.max(...clients);
}

function machineOf(
  { machine, pinned, publisher, fault, path, proxy, broker }: Reports,
  serverCpuMicros: number,
  workersCpuMicros: number,
): TrialFigures['machine'] {
  if (!machine) return null;
  const labMs = {
    server:
      (serverCpuMicros + (fault?.startCpuMicros ?? 0) + (proxy?.cpuMicros ?? 0) + (broker?.cpuMicros ?? 0)) /
      1000,
    clients: (workersCpuMicros + publisher.cpuMicros + machine.ownCpuMicros + (path?.cpuMicros ?? 0)) / 1000,
  };
  return {
    stealPercent: machine.stealPercent,
    throttledPercent: machine.throttledPercent,
    otherCpuPercent: otherCpuPercent(machine, labMs, !pinned),
  };
}

function seriesOf(server: ServerLoad, workers: readonly UsersReport[]): TrialFigures['series'] {
  const seconds = [...server.series.cpuPercent.keys()];
  const deliveries = seconds.map(second =>
    total(workers, ({ latency }) => latency?.series.deliveries[second] ?? 0),
  );
  return {
    second: seconds,
    deliveries,
    latencyMeanMs: seconds.map(second => {
      const count = deliveries[second] ?? 0;
      return count === 0
        ? null
        : total(workers, ({ latency }) => latency?.series.sumMicros[second] ?? 0) / count / 1000;
    }),
    latencyMaxMs: seconds.map(second => {
      const maxima = workers
        .map(({ latency }) => latency?.series.maxMicros[second])
        .filter(value => value != null);
      return maxima.length === 0 ? null : Math.max(...maxima) / 1000;
    }),
    serverCpuPercent: server.series.cpuPercent,
    serverRssBytes: server.series.rssBytes,
    connectionsOpened: seconds.map(second =>
      total(server.openedByTenth.slice(10 * second, 10 * (second + 1)), count => count),
    ),
  };
}
