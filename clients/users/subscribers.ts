import { waitUntil } from '../../bench/meters/window.ts';
import { addTallies, type DeliveryTally, type SeqRange } from '../../bench/processes/delivery-tally.ts';
import type { SendersReport } from '../../bench/processes/reports.ts';
import type { PayloadCheck } from '../../scenarios/load/expected-payloads.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { MonotonicMicros } from '../../scenarios/load/notification.ts';
import type { Due } from '../../scenarios/load/schedule.ts';
import { backoffs } from '../transports/backoff.ts';
import { requestHeaders } from '../transports/request-headers.ts';
import type { Subscription, Target } from '../transports/subscriber.ts';
import { createUpstream, type Upstream } from '../transports/upstream.ts';
import { createDeliveryAudit, wrongPayload } from './delivery-audit.ts';
import { createDeliveryLatency } from './delivery-latency.ts';
import { createRecovery } from './recovery.ts';
import { onSchedule } from './senders.ts';
import type { Follower, MeasuredUsers } from './users.ts';
import { createWorkerMeter } from './worker-meter.ts';

/** Number of connections opened at the same time: fewer than the server's kernel allows to wait. */
const CONNECTING_AT_ONCE = 200;

export interface MeasuredUsersOptions {
  load: Pick<Load, 'requestHeaders' | 'backoff' | 'senders' | 'audience' | 'fault'>;
  /**
   * What this worker's users send themselves, by their index in it; empty if the publisher sends.
   */
  due: readonly (Due & { place: number })[];
  random: () => number;
  /** Whether the client only counts responses. */
  countsOnly: boolean;
  /** Checks the payload of each delivery, if the load asks for it. */
  isRight?: PayloadCheck | undefined;
  /**
   * Called when a subscription ended permanently, a request was refused, or a payload is wrong.
   */
  onEnded: (reason: string) => void;
}

/** Opens a connection for each item, so many at the same time. */
async function forEach<T>(items: Iterable<T>, open: (item: T) => Promise<void>): Promise<void> {
  const queue = Iterator.from(items);
  const lane = async () => {
    for (const item of queue) await open(item);
  };
  await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, lane));
}

interface User {
  topic: string;
  audit: ReturnType<typeof createDeliveryAudit>;
  counted: number;
  stalls: boolean;
  subscription: Subscription;
  /** Timestamps of its own notifications that have not yet returned. */
  own: Set<MonotonicMicros>;
}

/** Creates the measured subscribers of one worker process. */
export function createMeasuredSubscribers(options: MeasuredUsersOptions): MeasuredUsers {
  const { load, due, random, countsOnly, isRight, onEnded } = options;
  const users: User[] = [];
  const deliveries = createDeliveryLatency();
  const recovery = load.fault ? createRecovery() : null;
  const meter = createWorkerMeter();
  const { responses } = meter;
  let senders: SendersReport | null = null;
  let reconnects = 0;
  let lastFailure: string | null = null;
  let onProgress = () => {};
  let upstream: Upstream | undefined;
  /**
   * In a room of one, the user's own notification is the answer. In a larger room, only the
   * deliveries to the others count.
   */
  const countsOwn = load.audience.kind !== 'rooms' || load.audience.size === 1;

  function follow(target: Target, { topic, connect, stalls, group }: Follower): Promise<void> {
    return new Promise(resolve => {
      const audit = createDeliveryAudit();
      const user: Omit<User, 'subscription'> = { topic, audit, counted: 0, stalls, own: new Set() };
      const own = group === undefined ? target : { ...target, group };
      const subscription = connect(own, {
        topic,
        after: 0,
        random,
        requestHeaders: requestHeaders[load.requestHeaders ?? 'bare'],
        backoff: backoffs[load.backoff ?? 'jittered'],
        onNotification(notification, readAt) {
          const { seq, scheduledAt } = notification;
          const isOwn = user.own.delete(scheduledAt);
          if (!stalls && (countsOwn || !isOwn)) deliveries.record(notification, readAt);
          audit.record(seq);
          if (isRight && !isRight(notification)) onEnded(wrongPayload(notification));
          if (seq === 1) resolve();
          recovery?.delivered(user, scheduledAt);
          onProgress();
        },
        onResponse(notificationCount) {
          if (stalls) return;
          if (notificationCount === 0) responses.empty++;
          else responses.withUpdates++;
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
          lastFailure = state.reason;
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
    // A counting client with more notifications than the last seq has received duplicates.
    for (let count = 1; count <= user.counted; count++) audit.record(Math.min(count, range.last));
    return audit.tally(range);
  }

  /** Sends one user's own notification to the topic that it follows. */
  function send({ place, payload }: Due & { place: number }, scheduledAt: MonotonicMicros): void {
    const user = users[place] as User;
    user.own.add(scheduledAt);
    upstream?.send(user.subscription, place, user.topic, { scheduledAt, payload });
  }

  return {
    async connect(target, followers) {
      meter.connecting();
      await forEach(followers, follower => follow(target, follower));
      if (!load.senders) return;
      const headers = requestHeaders[load.requestHeaders ?? 'bare'];
      const own = createUpstream(target, load.senders.upstream, headers, onEnded);
      upstream = own;
      const senders = new Set(due.map(({ place }) => place));
      await forEach(senders, place => own.open((users[place] as User).subscription, place));
    },

    lastFailure: () => lastFailure,

    async measure(window, startMicros) {
      deliveries.window = window;
      const sending = load.senders ? onSchedule(due, startMicros, window, send) : null;
      const measuring = meter.measure(window);
      await waitUntil(window.fromMicros);
      for (const { stalls, subscription } of users) if (stalls) subscription.stall();
      await measuring;
      senders = await sending;
    },

    faultCleared: times => recovery?.faultCleared(times),

    addressTold() {
      for (const { subscription } of users) subscription.reconnect('the address has changed');
    },

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
