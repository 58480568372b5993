import { onTestFinished } from 'vitest';
import type { Connect, State, SubscribeOptions, Target } from '../../clients/transports/subscriber.ts';
import type { Notification } from '../../scenarios/load/notification.ts';
import { seededRandom } from '../../scenarios/load/seeded-random.ts';

export interface Follower {
  received: Notification[];
  states: State[];
  /** How many notifications each response, event or frame carried. */
  responses: number[];
  /**
   * Resolves as soon as `condition` holds; looked at after each callback. Rejects when the
   * subscription ends first.
   */
  until(condition: () => boolean): Promise<void>;
  /** `until` so many notifications have been received. */
  untilReceived(count: number): Promise<void>;
  /** `until` the latest state is of this kind. */
  untilState(kind: State['kind']): Promise<void>;
  payloads(): unknown[];
  seqs(): number[];
  close(): Promise<void>;
}

export interface FollowOptions {
  topic: string;
  after?: SubscribeOptions['after'];
  signal?: AbortSignal;
  onNotification?: SubscribeOptions['onNotification'];
}

/** A subscriber that keeps what it is told; closed when the test is over. */
export function follow(
  connect: Connect,
  target: Target,
  { onNotification, ...options }: FollowOptions,
): Follower {
  const received: Notification[] = [];
  const states: State[] = [];
  const responses: number[] = [];
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const look of waiting) look();
  };
  const subscription = connect(target, {
    ...options,
    random: seededRandom(1),
    onNotification(notification, readAt) {
      received.push(notification);
      onNotification?.(notification, readAt);
      changed();
    },
    onResponse(count) {
      responses.push(count);
      changed();
    },
    onState(state) {
      states.push(state);
      changed();
    },
  });
  onTestFinished(() => subscription.close());

  const until = (condition: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      function look(): void {
        const last = states.at(-1);
        if (condition()) resolve();
        else if (last?.kind === 'ended') reject(new Error(`ended: ${last.code}: ${last.reason}`));
        else return;
        waiting.delete(look);
      }
      waiting.add(look);
      look();
    });
  return {
    received,
    states,
    responses,
    until,
    untilReceived: count => until(() => received.length >= count),
    untilState: kind => until(() => states.at(-1)?.kind === kind),
    payloads: () => received.map(({ payload }) => payload),
    seqs: () => received.map(({ seq }) => seq),
    close: () => subscription.close(),
  };
}
