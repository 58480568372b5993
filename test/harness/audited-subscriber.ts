import { isDeepStrictEqual } from 'node:util';
import type { Connect, State, SubscribeOptions, Target } from '../../clients/transports/subscriber.ts';
import { createDeliveryAudit } from '../../clients/users/delivery-audit.ts';

/**
 * A subscriber that starts before the first notification of its topic and keeps an account of what
 * it is handed.
 */
export interface AuditedSubscriber {
  /** Resolves when the first connection stands: nothing from now on may be missed. */
  open(): Promise<void>;
  /**
   * Resolves when this seq, or a later one, has been handed over. Both reject when the subscription
   * ends.
   */
  reached(seq: number): Promise<void>;
  /** Why connections broke, in order. */
  breaks(): string[];
  /**
   * What is wrong with what it was handed, all that was published being known; empty where nothing
   * is.
   */
  faults(published: readonly unknown[]): string[];
  close(): Promise<void>;
}

export function auditedSubscriber(
  connect: Connect,
  target: Target,
  options: Omit<SubscribeOptions, 'onNotification' | 'onState'>,
): AuditedSubscriber {
  const audit = createDeliveryAudit();
  const payloads: unknown[] = [];
  const states: State[] = [];
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const look of waiting) look();
  };
  const subscription = connect(target, {
    ...options,
    onNotification({ seq, payload }) {
      audit.record(seq);
      payloads.push(payload);
      changed();
    },
    onState(state) {
      states.push(state);
      changed();
    },
  });

  const until = (condition: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      function look(): void {
        const last = states.at(-1);
        if (last?.kind === 'ended') reject(new Error(`ended: ${last.code}: ${last.reason}`));
        else if (condition()) resolve();
        else return;
        waiting.delete(look);
      }
      waiting.add(look);
      look();
    });
  return {
    open: () => until(() => states.some(({ kind }) => kind === 'open')),
    reached: seq => until(() => audit.highest() >= seq),
    breaks: () => states.flatMap(state => (state.kind === 'waiting' ? [state.reason] : [])),
    faults(published) {
      const last = published.length;
      const { missing, duplicate, reordered } = audit.tally({ windowFirst: 1, windowLast: last, last });
      const counts = Object.entries({ missing, duplicate, reordered }).filter(([, count]) => count > 0);
      if (counts.length > 0) return counts.map(([what, count]) => `${count} ${what}`);
      return isDeepStrictEqual(payloads, published) ? [] : ['payloads differ'];
    },
    close: () => subscription.close('cut'),
  };
}
