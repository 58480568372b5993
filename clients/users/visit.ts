import type { DeliveryTally } from '../../bench/processes/delivery-tally.ts';
import type { PhaseId } from '../../results/format/trial-extras.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { type MonotonicMicros, type Notification, nowMicros } from '../../scenarios/load/notification.ts';
import { PROBE_SEQ } from '../../scenarios/load/schedule.ts';
import type { Connect, Target } from '../transports/subscriber.ts';
import { createDeliveryAudit } from './delivery-audit.ts';

/** How a visit ended. */
export interface VisitEnd {
  /**
   * `told`: the server answered that the cursor is too old. `failed`: the connection broke, or the
   * server refused for another reason.
   */
  outcome: 'completed' | 'told' | 'failed';
  tally: DeliveryTally;
  /** In µs; only the phases that the visit had. */
  phases: Partial<Record<PhaseId, number>>;
}

/** One visitor: connects, receives all that the topic holds, and leaves. */
export interface Visit {
  /** Sends the request. On a connection that was opened before, the visit begins here. */
  begin(): void;
  over: Promise<VisitEnd>;
}

export interface VisitOptions {
  topic: string;
  how: NonNullable<Load['visits']>;
  random: () => number;
  requestHeaders: string;
  /** A request can be sent. */
  onReady?: () => void;
  onNotification: (notification: Notification, isLast: boolean) => void;
  onResponse: (notificationCount: number) => void;
}

/** The last seq of a backlog. */
export const lastSeqOf = ({ backlog }: NonNullable<Load['visits']>): number => PROBE_SEQ - 1 + backlog;

/** Starts a visit: opens its connection at once, and sends nothing before `begin`. */
export function startVisit(connect: Connect, target: Target, options: VisitOptions): Visit {
  const { topic, how, random, requestHeaders } = options;
  const { connection, closing, backlog } = how;
  const lastSeq = lastSeqOf(how);
  const isCold = connection === 'cold';
  const { promise: start, resolve: begin } = Promise.withResolvers<void>();
  const { promise: over, resolve: finish } = Promise.withResolvers<VisitEnd>();
  const audit = createDeliveryAudit();
  // A cold visit begins with its connection.
  const at: Partial<
    Record<'begun' | 'connected' | 'ready' | 'open' | 'first' | 'last' | 'confirmed', MonotonicMicros>
  > = { begun: nowMicros() };

  const subscription = connect(target, {
    topic,
    after: PROBE_SEQ - 1,
    random,
    start,
    requestHeaders,
    onConnected() {
      at.connected = nowMicros();
    },
    onReady() {
      at.ready = nowMicros();
      options.onReady?.();
    },
    onConfirmed() {
      at.confirmed ??= nowMicros();
    },
    onNotification(notification) {
      const { seq } = notification;
      audit.record(seq);
      at.first ??= nowMicros();
      options.onNotification(notification, seq === lastSeq);
      if (seq !== lastSeq) return;
      at.last = nowMicros();
      at.open ??= at.last;
      void leave('completed');
    },
    onResponse: options.onResponse,
    onState(state) {
      if (state.kind === 'open') at.open ??= nowMicros();
      if (state.kind === 'ended') void leave(state.code === 'CURSOR_GONE' ? 'told' : 'failed');
      if (state.kind === 'waiting') void leave('failed');
    },
  });

  async function leave(outcome: VisitEnd['outcome']): Promise<void> {
    const closingAt = nowMicros();
    await subscription.close(closing);
    const closedAt = nowMicros();
    const { begun, connected, ready, open, first, last, confirmed } = at;
    const spans: Partial<Record<PhaseId, [from: number | undefined, to: number | undefined]>> = {
      ...(isCold && { tcp: [begun, connected] }),
      ...(isCold && target.tls && { tls: [connected, ready] }),
      request: [isCold ? ready : begun, open],
      first: [open, first],
      'to-first': [begun, first],
      ...(backlog > 1 && { 'catch-up': [first, last] }),
      ...(outcome === 'told' && { told: [begun, closingAt] }),
      ...(outcome === 'completed' && {
        confirmation: [closingAt, confirmed],
        closed: [confirmed ?? closingAt, closedAt],
      }),
    };
    const phases: VisitEnd['phases'] = {};
    for (const [id, [from, to]] of Object.entries(spans)) {
      // An answer with the only notification is both at once, in whichever order the callbacks run.
      if (from !== undefined && to !== undefined) phases[id as PhaseId] = Math.max(0, to - from);
    }
    // A visitor whose cursor is too old is owed no deliveries.
    const owedSeq = outcome === 'told' ? 0 : lastSeq;
    finish({
      outcome,
      tally: audit.tally({ windowFirst: PROBE_SEQ, windowLast: owedSeq, last: owedSeq }),
      phases,
    });
  }

  return {
    begin() {
      if (!isCold) at.begun = nowMicros();
      begin();
    },
    over,
  };
}
