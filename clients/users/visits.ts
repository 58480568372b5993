import type { Window } from '../../bench/meters/window.ts';
import { addTallies, type DeliveryTally } from '../../bench/processes/delivery-tally.ts';
import type { SendersReport } from '../../bench/processes/reports.ts';
import type { PayloadCheck } from '../../scenarios/load/expected-payloads.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { MonotonicMicros } from '../../scenarios/load/notification.ts';
import { type Due, PROBE_SEQ } from '../../scenarios/load/schedule.ts';
import { requestHeaders } from '../transports/request-headers.ts';
import type { Connect, Target } from '../transports/subscriber.ts';
import { createDeliveryAudit, wrongPayload } from './delivery-audit.ts';
import { createPhaseRecorders } from './delivery-latency.ts';
import { onSchedule } from './senders.ts';
import type { MeasuredUsers } from './users.ts';
import { lastSeqOf, startVisit, type Visit, type VisitEnd } from './visit.ts';
import { createWorkerMeter } from './worker-meter.ts';

export interface MeasuredVisitsOptions {
  load: Pick<Load, 'requestHeaders'> & { visits: NonNullable<Load['visits']> };
  /** When visits begin. */
  due: readonly Due[];
  /** Connects one visitor. */
  connect: Connect;
  random: () => number;
  /** Checks the payload of each delivery, if the load asks for it. */
  isRight?: PayloadCheck | undefined;
  /** Called for a wrong payload. */
  onWrong: (reason: string) => void;
}

/** Creates the measured visitors of one worker process. */
export function createMeasuredVisits(options: MeasuredVisitsOptions): MeasuredUsers {
  const { load, due, connect, random, isRight, onWrong } = options;
  const phases = createPhaseRecorders();
  const ended = { completed: 0, told: 0, failed: 0 };
  const tallies: DeliveryTally[] = [];
  const underWay = new Set<Promise<void>>();
  const prepared = new Map<Due, Visit>();
  const meter = createWorkerMeter();
  const { responses } = meter;
  let window: Window = { fromMicros: Number.MAX_SAFE_INTEGER, toMicros: Number.MAX_SAFE_INTEGER };
  let startMicros = 0;
  let target: Target;
  let senders: SendersReport | null = null;

  const isCounted = ({ atMicros }: Due) => {
    const scheduledAt = startMicros + atMicros;
    return scheduledAt >= window.fromMicros && scheduledAt < window.toMicros;
  };

  function count({ outcome, tally, phases: taken }: VisitEnd): void {
    ended[outcome]++;
    tallies.push(tally);
    for (const [id, micros] of Object.entries(taken)) phases.add(id as keyof typeof taken, micros);
  }

  function visit(one: Due, onReady?: () => void): Visit {
    const started = startVisit(connect, target, {
      topic: one.topic,
      how: load.visits,
      random,
      requestHeaders: requestHeaders[load.requestHeaders ?? 'bare'],
      ...(onReady && { onReady }),
      onNotification(notification, isLast) {
        if (isRight && !isRight(notification)) onWrong(wrongPayload(notification));
        responses.notifications++;
        // After leaving there are no further calls, so the last answer has to be counted here.
        if (isLast) responses.withUpdates++;
      },
      onResponse(notificationCount) {
        if (notificationCount === 0) responses.empty++;
        else responses.withUpdates++;
      },
    });
    const over = started.over.then(end => {
      underWay.delete(over);
      if (isCounted(one)) count(end);
    });
    underWay.add(over);
    return started;
  }

  return {
    async connect(given) {
      target = given;
      meter.connecting();
      if (load.visits.connection === 'cold') return;
      for (const one of due) {
        await new Promise<void>(resolve => void prepared.set(one, visit(one, resolve)));
      }
    },

    async measure(given: Window, givenStartMicros: MonotonicMicros) {
      window = given;
      startMicros = givenStartMicros;
      const visiting = onSchedule(due, startMicros, window, one => {
        (prepared.get(one) ?? visit(one)).begin();
      });
      await meter.measure(window);
      senders = await visiting;
    },

    faultCleared() {},

    async drain(_ranges, deadlineMs) {
      const late = new Promise<void>(resolve => setTimeout(resolve, deadlineMs).unref());
      await Promise.race([Promise.all(underWay), late]);
      const dueInWindow = due.filter(isCounted).length;
      // A visitor that has not finished by now has received nothing that counts.
      const unfinished = dueInWindow - ended.completed - ended.told - ended.failed;
      const lastSeq = lastSeqOf(load.visits);
      const nothing = { windowFirst: PROBE_SEQ, windowLast: lastSeq, last: lastSeq };
      for (let left = unfinished; left > 0; left--) tallies.push(createDeliveryAudit().tally(nothing));
      return {
        tally: addTallies(tallies),
        latency: null,
        ...meter.report(),
        reconnects: 0,
        senders,
        recovery: null,
        visits: {
          ...ended,
          due: dueInWindow,
          failed: ended.failed + unfinished,
          phases: phases.records(),
        },
        stalledReaders: 0,
      };
    },
  };
}
