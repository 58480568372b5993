import type { Server, Socket } from 'node:net';
import {
  droppedPackets,
  interfaceCounters,
  openFiles,
  repeatedSegments,
  retransmittedSegments,
  tcpBufferBytes,
} from '../bench/meters/kernel-counters.ts';
import { measureProcess } from '../bench/meters/process-meter.ts';
import type { Window } from '../bench/meters/window.ts';
import type { ServerLoad } from '../bench/processes/reports.ts';
import { type MonotonicMicros, nowMicros } from '../scenarios/load/notification.ts';
import { resetSockets } from './reset-sockets.ts';
import { meterTls, tlsBetween } from './tls/meter.ts';
import { countSocketBytes, SENT } from './tls/socket-bytes.ts';
import { onSlowReader } from './transports/slow-reader.ts';

/** null unless both counts are known. */
const difference = (after: number | null | undefined, before: number | null | undefined) =>
  after == null || before == null ? null : after - before;

const TENTH_MICROS = 100_000;

/** Frequent enough for a percentile, and rare enough to add no load. */
const DELAY_INTERVAL_MS = 100;

export interface LoadMeter {
  /** Resolves at the end of the window. */
  measure(window: Window): Promise<ServerLoad>;
  /** Bytes of all connections so far, above TCP. */
  application(): ServerLoad['application'];
  /** Resets every connection at once. */
  disconnectAll(): void;
  /** Watches when those connections close that are open now. */
  watchOpen(): void;
}

/**
 * Meters this process and every connection that `server` accepts from now on. `wireInterface` is
 * the network interface that carries only these connections, if there is one.
 */
export function createLoadMeter(server: Server, wireInterface: string | null = null): LoadMeter {
  const { rss: rssBytesBeforeConnect, heapUsed: heapUsedBytesBeforeConnect } = process.memoryUsage();
  const socketBytesBeforeConnect = tcpBufferBytes();
  const total = { requests: 0, opened: 0, closed: 0, droppedSlow: 0 };
  const sockets = countSocketBytes(SENT, () => total.closed++);
  const tls = meterTls(server);

  let openedByTenth: number[] = [];
  let fromMicros = Number.MAX_SAFE_INTEGER;
  // A successor receives its window after the window has begun, when subscribers may already have
  // reconnected.
  let acceptedAt: MonotonicMicros[] = [];
  const droppedSlowAt: number[] = [];
  let watched: ServerLoad['watched'] = null;
  const watchedSockets = new WeakSet<object>();

  function accepted(at: MonotonicMicros): void {
    if (fromMicros === Number.MAX_SAFE_INTEGER) {
      acceptedAt.push(at);
      return;
    }
    const tenth = Math.floor((at - fromMicros) / TENTH_MICROS);
    if (tenth < 0) return;
    total.opened++;
    openedByTenth[tenth] = (openedByTenth[tenth] ?? 0) + 1;
  }

  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    accepted(nowMicros());
  });
  const countRequest = () => total.requests++;
  server.on('request', countRequest);
  server.on('upgrade', countRequest);
  // Of WebSockets over HTTP/2. Without a listener of the server's own, Node refuses them.
  if (server.listenerCount('connect') > 0) server.on('connect', countRequest);
  onSlowReader(({ carrier }) => {
    total.droppedSlow++;
    if (watched && watchedSockets.has(carrier)) watched.cutOff++;
    droppedSlowAt.push(nowMicros());
  });

  const onWire = () =>
    wireInterface === null
      ? null
      : {
          ...interfaceCounters(wireInterface),
          retransmitted: retransmittedSegments(),
          repeated: repeatedSegments(),
          dropped: droppedPackets(),
        };

  function sample() {
    const wire = onWire();
    return { ...total, open: sockets.open.size, ...sockets.total(), tls: tls(), wire };
  }

  return {
    application: sockets.total,

    disconnectAll: () => resetSockets(sockets.open),

    watchOpen() {
      const closedAt: MonotonicMicros[] = [];
      watched = { connections: sockets.open.size, cutOff: 0, closedAt };
      for (const socket of sockets.open) {
        watchedSockets.add(socket);
        socket.once('close', () => closedAt.push(nowMicros()));
      }
    },

    async measure(window) {
      fromMicros = window.fromMicros;
      openedByTenth = [];
      total.opened = 0;
      acceptedAt.forEach(accepted);
      acceptedAt = [];
      const { user, system } = process.cpuUsage();
      const { load, before, after } = await measureProcess(window, DELAY_INTERVAL_MS, sample);
      const socketBytes = tcpBufferBytes();
      return {
        ...load,
        rssBytesBeforeConnect,
        heapUsedBytesBeforeConnect,
        kernelSocketBytes:
          socketBytesBeforeConnect === null || socketBytes === null
            ? null
            : { beforeConnect: socketBytesBeforeConnect, atEnd: socketBytes },
        openFiles: openFiles(),
        cpuMicrosBefore: user + system,
        openedByTenth: Array.from(openedByTenth, count => count ?? 0),
        droppedSlowAtMs: droppedSlowAt.map(at => (at - fromMicros) / 1000),
        watched,
        requests: after.requests - before.requests,
        connections: {
          opened: after.opened,
          open: after.open,
          closed: after.closed - before.closed,
          droppedSlow: after.droppedSlow,
        },
        application: {
          downBytes: after.downBytes - before.downBytes,
          upBytes: after.upBytes - before.upBytes,
        },
        tls: tlsBetween(before.tls, after.tls),
        wire: after.wire &&
          before.wire && {
            downBytes: after.wire.sentBytes - before.wire.sentBytes,
            upBytes: after.wire.receivedBytes - before.wire.receivedBytes,
            downPackets: after.wire.sentPackets - before.wire.sentPackets,
            upPackets: after.wire.receivedPackets - before.wire.receivedPackets,
          },
        retransmittedSegments: difference(after.wire?.retransmitted, before.wire?.retransmitted),
        repeatedSegments: difference(after.wire?.repeated, before.wire?.repeated),
        droppedPackets: difference(after.wire?.dropped, before.wire?.dropped),
      };
    },
  };
}
