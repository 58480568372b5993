import { retransmittedSegments } from '../bench/kernel-counters.ts';
import { CLIENT_INTERVAL_MS } from '../bench/loop-delay.ts';
import { measureProcess, type ProcessLoad } from '../bench/process-meter.ts';
import { type Due, PROBE_SEQ } from '../bench/schedule.ts';
import type { Window } from '../bench/window.ts';
import type { Load } from '../scenarios/load.ts';
import { type MonotonicMicros, nowMicros } from '../scenarios/notification.ts';
import { addTallies, createDeliveryAudit, type DeliveryTally } from './delivery-audit.ts';
import { createPhaseRecorders, type PhaseRecords } from './delivery-recorder.ts';
import type { Follower, MeasuredUsers } from './measured-users.ts';
import { requestHeaders } from './request-headers.ts';
import { onSchedule, type SendersReport } from './senders.ts';
import type { Connect, Subscription, Target } from './subscriber.ts';

/** What became of the visits that were due in a window. */
export interface VisitsReport {
  due: number;
  completed: number;
  told: number;
  failed: number;
  phases: PhaseRecords;
}

export interface MeasuredVisitsOptions {
  load: Pick<Load, 'requestHeaders' | 'audience'> & { visits: NonNullable<Load['visits']> };
  /** When visits begin. */
  due: readonly Due[];
  /** Connects one visitor. */
  connect: Connect;
  random: () => number;
}

/** A visit under way. */
interface Visit {
  begin: () => void;
  subscription: Subscription;
}

/** Visitors of one worker process: each connects when it is due, gets all that its topic holds, and leaves. */
export function createMeasuredVisits({ load, due, connect, random }: MeasuredVisitsOptions): MeasuredUsers {
  const { connection, closing, backlog } = load.visits;
  const lastSeq = PROBE_SEQ - 1 + backlog;
  const phases = createPhaseRecorders();
  const visits = { due: 0, completed: 0, told: 0, failed: 0 };
  const tallies: DeliveryTally[] = [];
  const memoryBytes = { beforeConnect: 0, connected: 0 };
  const underWay = new Set<Promise<void>>();
  const prepared = new Map<Due, Visit>();
  const responses = { withNews: 0, empty: 0, notifications: 0 };
  let window: Window = { fromMicros: Number.MAX_SAFE_INTEGER, toMicros: Number.MAX_SAFE_INTEGER };
  let startMicros = 0;
  let target: Target;
  let processLoad: ProcessLoad | undefined;
  let senders: SendersReport | null = null;
  let retransmitted: number | null = null;

  /** One visit; resolves when it is over. `counts` is asked when it begins. */
  function visit(topic: string, counts: () => boolean, onPrepared?: () => void): Visit {
    const { promise: start, resolve: begin } = Promise.withResolvers<void>();
    const { promise: over, resolve: finish } = Promise.withResolvers<void>();
    underWay.add(over);
    void over.then(() => underWay.delete(over));
    const audit = createDeliveryAudit();
    // A cold visit begins with its connection.
    const at: Partial<
      Record<'begun' | 'connected' | 'open' | 'first' | 'last' | 'confirmed', MonotonicMicros>
    > = {
      begun: nowMicros(),
    };
    const between = (from: MonotonicMicros | undefined, to: MonotonicMicros | undefined) => {
      return from === undefined || to === undefined ? undefined : to - from;
    };

    async function leave(outcome: 'completed' | 'told' | 'failed'): Promise<void> {
      const isCounted = counts();
      const closingAt = nowMicros();
      await subscription.close(closing);
      const closedAt = nowMicros();
      if (isCounted) {
        visits.due++;
        visits[outcome]++;
        // Whoever was told that its cursor is too old is owed nothing.
        const last = outcome === 'told' ? 0 : lastSeq;
        tallies.push(audit.tally({ windowFirst: PROBE_SEQ, windowLast: last, last }));
        const { begun, connected, open, first } = at;
        const asked = connection === 'cold' ? connected : begun;
        const taken = {
          ...(connection === 'cold' && { tcp: between(begun, connected) }),
          request: between(asked, open),
          first: between(open, first),
          'to-first': between(begun, first),
          ...(backlog > 1 && { 'catch-up': between(first, at.last) }),
          ...(outcome === 'told' && { told: between(begun, closingAt) }),
          ...(outcome === 'completed' && {
            confirmation: between(closingAt, at.confirmed),
            closed: closedAt - (at.confirmed ?? closingAt),
          }),
        } as const;
        for (const [id, micros] of Object.entries(taken)) {
          if (micros !== undefined) phases.add(id as keyof typeof taken, Math.max(0, micros));
        }
      }
      finish();
    }

    const subscription = connect(target, {
      topic,
      after: PROBE_SEQ - 1,
      random,
      start,
      requestHeaders: requestHeaders[load.requestHeaders ?? 'bare'],
      onConnected() {
        at.connected = nowMicros();
        onPrepared?.();
      },
      onConfirmed() {
        at.confirmed ??= nowMicros();
      },
      onNotification({ seq }) {
        audit.record(seq);
        responses.notifications++;
        at.first ??= nowMicros();
        if (seq !== lastSeq) return;
        // Leaving ends all calls, so that the last answer has to be counted here.
        responses.withNews++;
        at.last = nowMicros();
        at.open ??= at.last;
        void leave('completed');
      },
      onResponse(notificationCount) {
        if (notificationCount === 0) responses.empty++;
        else responses.withNews++;
      },
      onState(state) {
        if (state.kind === 'open') at.open ??= nowMicros();
        if (state.kind === 'ended') void leave('told');
        if (state.kind === 'waiting') void leave('failed');
      },
    });
    return {
      subscription,
      begin() {
        if (connection === 'kept-alive') at.begun = nowMicros();
        begin();
      },
    };
  }

  const topicOf = ({ topic }: Due) => topic;
  const isDue = (scheduledAt: MonotonicMicros) =>
    scheduledAt >= window.fromMicros && scheduledAt < window.toMicros;

  function act(one: Due, scheduledAt: MonotonicMicros): void {
    const begun = prepared.get(one) ?? visit(topicOf(one), () => isDue(scheduledAt));
    begun.begin();
  }

  return {
    async connect(given, _followers: readonly Follower[]) {
      target = given;
      memoryBytes.beforeConnect = process.memoryUsage.rss();
      if (connection === 'cold') return;
      for (const one of due) {
        await new Promise<void>(resolve => {
          prepared.set(
            one,
            visit(topicOf(one), () => isDue(startMicros + one.atMicros), resolve),
          );
        });
      }
    },

    async measure(given, givenStartMicros) {
      window = given;
      startMicros = givenStartMicros;
      const visiting = onSchedule(due, startMicros, window, act);
      const {
        load: measured,
        before,
        after,
      } = await measureProcess(window, CLIENT_INTERVAL_MS, () => ({
        ...responses,
        retransmitted: retransmittedSegments(),
      }));
      processLoad = measured;
      senders = await visiting;
      if (after.retransmitted !== null && before.retransmitted !== null) {
        retransmitted = after.retransmitted - before.retransmitted;
      }
      memoryBytes.connected = measured.memory.rssBytes;
      Object.assign(responses, {
        withNews: after.withNews - before.withNews,
        empty: after.empty - before.empty,
        notifications: after.notifications - before.notifications,
      });
    },

    mended() {},

    async drain(_ranges, deadlineMs) {
      const counted = { ...responses };
      const late = new Promise<void>(resolve => setTimeout(resolve, deadlineMs).unref());
      await Promise.race([Promise.all(underWay), late]);
      // Who has not come to an end by now got nothing that counts.
      const dueInWindow = due.filter(({ atMicros }) => isDue(startMicros + atMicros)).length;
      const unfinished = dueInWindow - visits.due;
      for (let left = unfinished; left > 0; left--) {
        tallies.push(
          createDeliveryAudit().tally({ windowFirst: PROBE_SEQ, windowLast: lastSeq, last: lastSeq }),
        );
      }
      if (!processLoad) throw new Error('drained before the window was measured');
      return {
        tally: addTallies(tallies),
        latency: null,
        responses: counted,
        reconnects: 0,
        load: processLoad,
        retransmittedSegments: retransmitted,
        memoryBytes,
        senders,
        recovery: null,
        visits: {
          ...visits,
          due: dueInWindow,
          failed: visits.failed + unfinished,
          phases: phases.records(),
        },
        stalledReaders: 0,
      };
    },
  };
}
