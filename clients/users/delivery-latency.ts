import { createLatencyRecorder, type LatencyRecorder } from '../../bench/meters/latency-recorder.ts';
import type { Window } from '../../bench/meters/window.ts';
import type { DeliveriesReport, PhaseRecords } from '../../bench/processes/reports.ts';
import type { PhaseId } from '../../results/format/trial-extras.ts';
import { type MonotonicMicros, type Notification, nowMicros } from '../../scenarios/load/notification.ts';

/** Records the time that each delivery of a window took, as it is handed over. */
export interface DeliveryLatency {
  /** What is due in this window counts; until it is known, nothing does. */
  window: Window;
  /** `at` is when the callback had it: now, where nothing is said. */
  record(notification: Notification, readAt: MonotonicMicros, at?: MonotonicMicros): void;
  report(): DeliveriesReport;
}

/** A phase's recorder, made when it is first needed. */
export function createPhaseRecorders(): { add(id: PhaseId, micros: number): void; records(): PhaseRecords } {
  const recorders = new Map<PhaseId, LatencyRecorder>();
  return {
    add(id, micros) {
      let recorder = recorders.get(id);
      if (!recorder) {
        recorder = createLatencyRecorder();
        recorders.set(id, recorder);
      }
      recorder.add(micros);
    },
    records: () => [...recorders].map(([id, recorder]) => [id, recorder.record()]),
  };
}

export function createDeliveryLatency(): DeliveryLatency {
  const fromScheduleThirds = Array.from({ length: 3 }, createLatencyRecorder);
  const fromPublish = createLatencyRecorder();
  const phases = createPhaseRecorders();
  const series = { deliveries: [] as number[], sumMicros: [] as number[], maxMicros: [] as number[] };
  let window: Window = { fromMicros: Number.MAX_SAFE_INTEGER, toMicros: Number.MAX_SAFE_INTEGER };
  let negative = 0;

  /** T = F + P + R + D: to the server, through it, back, and into the callback. */
  function recordPhases({ publishedAt, receivedAt, answeredAt }: Notification, readAt: number, now: number) {
    if (receivedAt === undefined || answeredAt === undefined) return;
    const parts: [PhaseId, number][] = [
      ['forward', receivedAt - publishedAt],
      ['processing', answeredAt - receivedAt],
      ['back', readAt - answeredAt],
      ['handling', now - readAt],
    ];
    if (parts.some(([, micros]) => micros < 0)) negative++;
    else for (const [id, micros] of parts) phases.add(id, micros);
  }

  return {
    get window() {
      return window;
    },
    set window(given) {
      window = given;
    },
    record(notification, readAt, at) {
      const { scheduledAt, publishedAt } = notification;
      if (scheduledAt < window.fromMicros || scheduledAt >= window.toMicros) return;
      const now = at ?? nowMicros();
      const micros = now - scheduledAt;
      if (micros < 0 || now < publishedAt) {
        negative++;
        return;
      }
      const third = Math.floor(
        (3 * (scheduledAt - window.fromMicros)) / (window.toMicros - window.fromMicros),
      );
      fromScheduleThirds[third]?.add(micros);
      fromPublish.add(now - publishedAt);
      recordPhases(notification, readAt, now);
      const second = Math.floor((scheduledAt - window.fromMicros) / 1_000_000);
      series.deliveries[second] = (series.deliveries[second] ?? 0) + 1;
      series.sumMicros[second] = (series.sumMicros[second] ?? 0) + micros;
      series.maxMicros[second] = Math.max(series.maxMicros[second] ?? 0, micros);
    },
    report() {
      const records = phases.records();
      return {
        fromScheduleThirds: fromScheduleThirds.map(recorder => recorder.record()),
        fromPublish: fromPublish.record(),
        phases: records.length === 0 ? null : records,
        negative,
        series,
      };
    },
  };
}
