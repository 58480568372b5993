import { droppedPackets, retransmittedSegments } from '../../bench/meters/kernel-counters.ts';
import { CLIENT_INTERVAL_MS } from '../../bench/meters/loop-delay.ts';
import { measureProcess, type ProcessLoad } from '../../bench/meters/process-meter.ts';
import type { Window } from '../../bench/meters/window.ts';
import type { UsersReport } from '../../bench/processes/reports.ts';
import { http2SoFar } from '../transports/http2-bytes.ts';
import { inflatedSoFar } from '../transports/inflate.ts';

/** Meters one worker process and counts what its users receive. */
export interface WorkerMeter {
  /** Counts from the first connection to the end; the difference over the window is reported. */
  responses: { withUpdates: number; empty: number; notifications: number };
  /** Marks the point from which memory growth is attributed to the users. */
  connecting(): void;
  /** Resolves at the end of the window. */
  measure(window: Window): Promise<void>;
  /** Throws if no window has been measured. */
  report(): Pick<
    UsersReport,
    'responses' | 'load' | 'retransmittedSegments' | 'droppedPackets' | 'memoryBytes' | 'inflated' | 'http2'
  >;
}

export function createWorkerMeter(): WorkerMeter {
  const responses = { withUpdates: 0, empty: 0, notifications: 0 };
  const memoryBytes = { beforeConnect: 0, connected: 0 };
  let inWindow = responses;
  let inflated = inflatedSoFar();
  let http2 = http2SoFar();
  let retransmitted: number | null = null;
  let dropped: number | null = null;
  let load: ProcessLoad | undefined;
  return {
    responses,
    connecting() {
      memoryBytes.beforeConnect = process.memoryUsage.rss();
    },
    async measure(window) {
      const {
        load: measured,
        before,
        after,
      } = await measureProcess(window, CLIENT_INTERVAL_MS, () => ({
        ...responses,
        inflated: inflatedSoFar(),
        http2: http2SoFar(),
        retransmitted: retransmittedSegments(),
        dropped: droppedPackets(),
      }));
      load = measured;
      if (after.retransmitted !== null && before.retransmitted !== null) {
        retransmitted = after.retransmitted - before.retransmitted;
      }
      if (after.dropped !== null && before.dropped !== null) dropped = after.dropped - before.dropped;
      memoryBytes.connected = measured.rssBytes;
      inflated = {
        compressedBytes: after.inflated.compressedBytes - before.inflated.compressedBytes,
        contentBytes: after.inflated.contentBytes - before.inflated.contentBytes,
      };
      http2 = {
        downBytes: after.http2.downBytes - before.http2.downBytes,
        upBytes: after.http2.upBytes - before.http2.upBytes,
      };
      inWindow = {
        withUpdates: after.withUpdates - before.withUpdates,
        empty: after.empty - before.empty,
        notifications: after.notifications - before.notifications,
      };
    },
    report() {
      if (!load) throw new Error('drained before the window was measured');
      return {
        responses: inWindow,
        load,
        retransmittedSegments: retransmitted,
        droppedPackets: dropped,
        memoryBytes,
        inflated,
        http2,
      };
    },
  };
}
