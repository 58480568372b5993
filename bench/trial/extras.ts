import type { TrialFigures } from '../../results/format/trial.ts';
import { PHASES } from '../../results/format/trial-extras.ts';
import type { MonotonicMicros } from '../../scenarios/load/notification.ts';
import { createLatencyRecorder, summarise } from '../meters/latency-recorder.ts';
import type { PhaseRecords, ServerLoad } from '../processes/reports.ts';
import type { Reports } from './reports.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const TENTHS_PER_SECOND = 10;

/**
 * The durations of each phase over all workers, in the order of PHASES; null if none was measured.
 */
function phasesOf(records: readonly PhaseRecords[]): TrialFigures['phases'] {
  const phases = PHASES.flatMap(id => {
    const own = records.flatMap(all => all.filter(([phase]) => phase === id).map(([, record]) => record));
    const latencyMs = summarise(own);
    return latencyMs ? [{ id, latencyMs }] : [];
  });
  return phases.length === 0 ? null : phases;
}

function visitsOf({ workers, server }: Reports): TrialFigures['visits'] {
  const reports = workers.map(({ visits }) => visits).filter(report => report !== null);
  if (reports.length === 0) return null;
  const due = sum(reports.map(report => report.due));
  // The server's work in the window is divided by the visits due in it. In a steady stream, as many
  // visits end in the window as begin.
  const perVisit = (amount: number) => amount / Math.max(1, due);
  const { cpuMicros, application, wire } = server;
  return {
    due,
    completed: sum(reports.map(report => report.completed)),
    told: sum(reports.map(report => report.told)),
    failed: sum(reports.map(report => report.failed)),
    cpuMicrosPerVisit: perVisit(cpuMicros.user + cpuMicros.system),
    applicationBytesPerVisit: perVisit(application.downBytes + application.upBytes),
    wireBytesPerVisit: wire && perVisit(wire.downBytes + wire.upBytes),
    packetsPerVisit: wire && perVisit(wire.downPackets + wire.upPackets),
  };
}

/** What became of the server's dead connections, of which nobody told it. */
function deadOf(
  { connections, cutOff, closedAt }: NonNullable<ServerLoad['watched']>,
  faultMicros: MonotonicMicros,
) {
  const recorder = createLatencyRecorder();
  for (const at of closedAt) recorder.add(at - faultMicros);
  return { connections, cutOff, closed: closedAt.length, closedMs: summarise([recorder.record()]) };
}

function recoveryOf({ workers, server, window, fault }: Reports): TrialFigures['recovery'] {
  const reports = workers.map(({ recovery }) => recovery).filter(report => report !== null);
  if (!fault || reports.length === 0) return null;
  const sinceWindow = (micros: number) => (micros - window.fromMicros) / 1000;
  // For a restarted server the tenths begin with the restart; before the fault no client connects.
  return {
    faultAtMs: sinceWindow(fault.faultMicros),
    clearedAtMs: sinceWindow(fault.clearedMicros),
    affected: sum(reports.map(({ affected }) => affected)),
    recovered: sum(reports.map(({ recovered }) => recovered)),
    ...(!fault.isAnnounced && { noticedMs: summarise(reports.map(({ noticed }) => noticed)) }),
    ...(server.watched && { dead: deadOf(server.watched, fault.faultMicros) }),
    reconnectedMs: summarise(reports.map(({ reconnected }) => reconnected)),
    sinceClearedMs: summarise(reports.map(({ sinceCleared }) => sinceCleared)),
    connections: server.connections.opened,
    peakConnectionsPerSecond: TENTHS_PER_SECOND * Math.max(0, ...server.openedByTenth),
  };
}

function stalledOf({ workers, server }: Reports): TrialFigures['stalled'] {
  const readers = sum(workers.map(({ stalledReaders }) => stalledReaders));
  if (readers === 0) return null;
  const cutOffs = server.droppedSlowAtMs.filter(at => at >= 0);
  return {
    readers,
    cutOff: cutOffs.length,
    firstCutOffMs: cutOffs.length === 0 ? null : Math.min(...cutOffs),
    lastCutOffMs: cutOffs.length === 0 ? null : Math.max(...cutOffs),
    peakRssBytes: Math.max(server.rssBytes, ...server.series.rssBytes),
  };
}

/** The values of what a trial does besides delivering; each is null if the trial does not do it. */
export function outcomesOf(
  reports: Reports,
): Pick<TrialFigures, 'phases' | 'visits' | 'recovery' | 'stalled' | 'browser'> {
  // One page has all subscribers.
  const browser = reports.workers[0]?.browser;
  return {
    ...(browser && { browser }),
    phases: phasesOf(
      reports.workers.flatMap(({ latency, visits }) => [latency?.phases ?? [], visits?.phases ?? []]),
    ),
    visits: visitsOf(reports),
    recovery: recoveryOf(reports),
    stalled: stalledOf(reports),
  };
}
