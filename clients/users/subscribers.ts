import { waitUntil } from '../../bench/meters/window.ts';
import { addTallies, type DeliveryTally, type SeqRange } from '../../bench/processes/delivery-tally.ts';
import type { SendersReport } from '../../bench/processes/reports.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { MonotonicMicros } from '../../scenarios/load/notification.ts';
import type { Due } from '../../scenarios/load/schedule.ts';
import { backoffs } from '../transports/backoff.ts';
import { requestHeaders } from '../transports/request-headers.ts';
import type { Subscription, Target } from '../transports/subscriber.ts';
import { createUpstream, type Upstream } from '../transports/upstream.ts';
import { createDeliveryAudit } from './delivery-audit.ts';
import { createDeliveryLatency } from './delivery-latency.ts';
import { createRecovery } from './recovery.ts';
import { onSchedule } from './senders.ts';
import type { Follower, MeasuredUsers } from './users.ts';
import { createWorkerMeter } from './worker-meter.ts';

/** So many connections are under way at once: fewer than the server's kernel lets wait. */
const CONNECTING_AT_ONCE = 200;

export interface MeasuredUsersOptions {
  load: Pick<Load, 'requestHeaders' | 'backoff' | 'senders' | 'audience' | 'fault'>;
  /** What the users of this worker send themselves, by their place in it; empty where the publisher does. */
  due: readonly (Due & { place: number })[];
  random: () => number;
  /** The client counts responses only. */
  countsOnly: boolean;
  /** A subscription ended for good, or something was refused. */
  onEnded: (reason: string) => void;
}

interface User {
  topic: string;
  audit: ReturnType<typeof createDeliveryAudit>;
  counted: number;
  stalls: boolean;
  subscription: Subscription;
  /** Stamps of what it sent itself and did not get back yet. */
  own: Set<MonotonicMicros>;
}

/** The subscribers of one worker process, measured. */
export function createMeasuredSubscribers(options: MeasuredUsersOptions): MeasuredUsers {
  const { load: asked, due, random, countsOnly, onEnded } = options;
  const users: User[] = [];
  const deliveries = createDeliveryLatency();
  const recovery = asked.fault ? createRecovery() : null;
  const meter = createWorkerMeter();
  const { responses } = meter;
  let senders: SendersReport | null = null;
  let reconnects = 0;
  let onProgress = () => {};
  let publish: Upstream | undefined;
  /** In a room of one, what comes back is the answer; in a larger one it is the others who wait. */
  const countsOwn = asked.audience.kind !== 'rooms' || asked.audience.size === 1;

  function follow(target: Target, { topic, connect, stalls }: Follower): Promise<void> {
    return new Promise(resolve => {
      const audit = createDeliveryAudit();
      const user: Omit<User, 'subscription'> = { topic, audit, counted: 0, stalls, own: new Set() };
      const subscription = connect(target, {
        topic,
        after: 0,
        random,
        requestHeaders: requestHeaders[asked.requestHeaders ?? 'bare'],
        backoff: backoffs[asked.backoff ?? 'jittered'],
        onNotification(notification, readAt) {
          const { seq, scheduledAt } = notification;
          const isOwn = user.own.delete(scheduledAt);
          if (!stalls && (countsOwn || !isOwn)) deliveries.record(notification, readAt);
          audit.record(seq);
          if (seq === 1) resolve();
          recovery?.delivered(user, scheduledAt);
          onProgress();
        },
        onResponse(notificationCount) {
          if (stalls) return;
          if (notificationCount === 0) responses.empty++;
          else responses.withNews++;
          responses.notifications += notificationCount;
          user.counted += notificationCount;
          if (!countsOnly) return;
          resolve();
          onProgress();
        },
        onState(state) {
          if (stalls) return;
          if (state.kind === 'ended') onEnded(`${topic}: ${state.code}: ${state.reason}`);
          if (state.kind === 'open') recovery?.connected(user);
          if (state.kind !== 'waiting') return;
          reconnects++;
          recovery?.disconnected(user);
        },
      });
      users.push(Object.assign(user, { subscription }));
    });
  }

  const seen = (user: User) => (countsOnly ? user.counted : user.audit.highest());
  const readers = () => users.filter(({ stalls }) => !stalls);

  function tallyOf(user: User, range: SeqRange): DeliveryTally {
    if (!countsOnly) return user.audit.tally(range);
    const audit = createDeliveryAudit();
    // What a client that only counts has counted beyond the last one, it must have been sent twice.
    for (let count = 1; count <= user.counted; count++) audit.record(Math.min(count, range.last));
    return audit.tally(range);
  }

  /** One user's own notification, into the topic that it follows. */
  function send({ place, payload }: Due & { place: number }, scheduledAt: MonotonicMicros): void {
    const user = users[place] as User;
    user.own.add(scheduledAt);
    publish?.(user.subscription, place, user.topic, { scheduledAt, payload });
  }

  return {
    async connect(target, followers) {
      meter.connecting();
      const queue = followers[Symbol.iterator]();
      const lane = async () => {
        for (const follower of queue) await follow(target, follower);
      };
      await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, lane));
      if (asked.senders) {
        const headers = requestHeaders[asked.requestHeaders ?? 'bare'];
        publish = createUpstream(target, asked.senders.upstream, headers, onEnded);
      }
    },

    async measure(window, startMicros) {
      deliveries.window = window;
      const sending = asked.senders ? onSchedule(due, startMicros, window, send) : null;
      const measuring = meter.measure(window);
      await waitUntil(window.fromMicros);
      for (const { stalls, subscription } of users) if (stalls) subscription.stall();
      await measuring;
      senders = await sending;
    },

    faultCleared: clearedMicros => recovery?.faultCleared(clearedMicros),

    async drain(ranges, deadlineMs) {
      const range = (topic: string) => ranges.get(topic) as SeqRange;
      await new Promise<void>(resolve => {
        const behind = new Set(readers().filter(user => seen(user) < range(user.topic).last));
        const timer = setTimeout(resolve, deadlineMs);
        onProgress = () => {
          for (const user of behind) {
            if (seen(user) < range(user.topic).last) return;
            behind.delete(user);
          }
          clearTimeout(timer);
          resolve();
        };
        onProgress();
      });
      return {
        tally: addTallies(readers().map(user => tallyOf(user, range(user.topic)))),
        latency: countsOnly ? null : deliveries.report(),
        ...meter.report(),
        reconnects,
        senders,
        recovery: recovery?.report(readers().length) ?? null,
        visits: null,
        stalledReaders: users.length - readers().length,
      };
    },
  };
}
