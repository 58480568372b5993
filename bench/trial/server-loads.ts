import type { ServerLoad } from '../processes/reports.ts';

/** `a + b`; null if either is not known. */
const sum = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);

/** Mean of two values, weighted by their measured time. */
const weighted = (a: number, aMs: number, b: number, bMs: number) => (a * aMs + b * bMs) / (aMs + bMs);

/** Joins two series of equal steps, the second from step `offset` on. The gap between them is 0. */
const joined = (first: readonly number[], second: readonly number[], offset: number) =>
  Array.from({ length: offset + second.length }, (_, index) =>
    index < offset ? (first[index] ?? 0) : (second[index - offset] as number),
  );

/** Adds what TLS added to both; null if neither spoke it. */
function joinedTls(first: ServerLoad['tls'], second: ServerLoad['tls']): ServerLoad['tls'] {
  if (!first || !second) return first ?? second;
  return {
    downBytes: first.downBytes + second.downBytes,
    upBytes: first.upBytes + second.upBytes,
    fullHandshakes: first.fullHandshakes + second.fullHandshakes,
    resumedHandshakes: first.resumedHandshakes + second.resumedHandshakes,
    agreed: [...new Set([...first.agreed, ...second.agreed])],
  };
}

/** Joins the values that only Node processes report; null if either is none. */
function joinedRuntimes(first: ServerLoad, second: ServerLoad): ServerLoad['runtime'] {
  if (!first.runtime || !second.runtime) return null;
  const [a, b] = [first.runtime.eventLoop, second.runtime.eventLoop];
  return {
    ...second.runtime,
    eventLoop: {
      utilization: weighted(a.utilization, first.windowMs, b.utilization, second.windowMs),
      delayP99Ms: Math.max(a.delayP99Ms, b.delayP99Ms),
    },
    gcMs: first.runtime.gcMs + second.runtime.gcMs,
  };
}

/**
 * Joins the loads of a killed server and its successor. States such as memory and open files are
 * the successor's. The time between the two is in neither. `offsetMs` is when the successor's part
 * begins, from the start of the first's.
 */
export function joinedServerLoads(first: ServerLoad, second: ServerLoad, offsetMs: number): ServerLoad {
  const windowMs = first.windowMs + second.windowMs;
  const cpuMicros = {
    user: first.cpuMicros.user + second.cpuMicros.user,
    system: first.cpuMicros.system + second.cpuMicros.system,
  };
  return {
    ...second,
    cpuMicrosBefore: first.cpuMicrosBefore,
    windowMs,
    counterReadDelayMs: Math.max(first.counterReadDelayMs, second.counterReadDelayMs),
    cpuMicros,
    cpuPercent: (cpuMicros.user + cpuMicros.system) / 10 / windowMs,
    runtime: joinedRuntimes(first, second),
    contextSwitches: {
      voluntary: first.contextSwitches.voluntary + second.contextSwitches.voluntary,
      involuntary: first.contextSwitches.involuntary + second.contextSwitches.involuntary,
    },
    requests: first.requests + second.requests,
    connections: {
      opened: first.connections.opened + second.connections.opened,
      open: second.connections.open,
      closed: first.connections.closed + first.connections.open + second.connections.closed,
      droppedSlow: first.connections.droppedSlow + second.connections.droppedSlow,
    },
    application: {
      downBytes: first.application.downBytes + second.application.downBytes,
      upBytes: first.application.upBytes + second.application.upBytes,
    },
    tls: joinedTls(first.tls, second.tls),
    wire: first.wire &&
      second.wire && {
        downBytes: first.wire.downBytes + second.wire.downBytes,
        upBytes: first.wire.upBytes + second.wire.upBytes,
        downPackets: first.wire.downPackets + second.wire.downPackets,
        upPackets: first.wire.upPackets + second.wire.upPackets,
      },
    openedByTenth: joined(first.openedByTenth, second.openedByTenth, Math.floor(offsetMs / 100)),
    series: {
      cpuPercent: joined(first.series.cpuPercent, second.series.cpuPercent, Math.floor(offsetMs / 1000)),
      rssBytes: joined(first.series.rssBytes, second.series.rssBytes, Math.floor(offsetMs / 1000)),
    },
    retransmittedSegments: sum(first.retransmittedSegments, second.retransmittedSegments),
    repeatedSegments: sum(first.repeatedSegments ?? null, second.repeatedSegments ?? null),
    droppedPackets: sum(first.droppedPackets, second.droppedPackets),
  };
}
