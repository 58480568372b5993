import type { Connect, SubscribeOptions, Subscription } from '../../clients/transports/subscriber.ts';
import type { Notification } from '../../scenarios/load/notification.ts';

/** Hands on what `alter` makes of each notification. */
const altered =
  (alter: () => (notification: Notification) => Notification[]) =>
  (connect: Connect): Connect =>
  (target, options) => {
    const made = alter();
    return connect(target, {
      ...options,
      onNotification(notification, readAt) {
        for (const one of made(notification)) options.onNotification(one, readAt);
      },
    });
  };

/** Makes a new subscription from `after` of each connection that breaks. */
const startingOver =
  (after: number | undefined) =>
  (connect: Connect): Connect =>
  (target, options) => {
    let subscription: Subscription;
    const open = (cursor: SubscribeOptions['after']) => {
      subscription = connect(target, {
        ...options,
        after: cursor,
        onState(state) {
          options.onState?.(state);
          if (state.kind === 'waiting') void subscription.close().then(() => open(after));
        },
      });
    };
    open(options.after);
    return {
      close: how => subscription.close(how),
      send: json => subscription.send(json),
      hasUpstream: () => subscription.hasUpstream(),
      stall: () => subscription.stall(),
      reconnect: reason => subscription.reconnect(reason),
      cursor: () => subscription.cursor(),
    };
  };

function swapping() {
  let held: Notification[] = [];
  return (notification: Notification) => {
    if (notification.seq === 2) {
      held = [notification];
      return [];
    }
    const both = [notification, ...held];
    held = [];
    return both;
  };
}

/** Clients that do wrong, each with what it must be found guilty of. */
export const BROKEN_CLIENTS: [what: string, breaks: (connect: Connect) => Connect, verdict: RegExp][] = [
  ['drops one', altered(() => one => (one.seq === 2 ? [] : [one])), /\b1 missing/],
  ['doubles one', altered(() => one => (one.seq === 2 ? [one, one] : [one])), /\b1 duplicate/],
  ['swaps two', altered(swapping), /\b1 reordered/],
  ['alters one', altered(() => one => [one.seq === 2 ? { ...one, payload: 2 } : one]), /payloads differ/],
  ['starts over after a break', startingOver(0), /\d duplicate/],
  ['forgets its cursor in a break', startingOver(undefined), /\d missing/],
  [
    'does not mind silence',
    connect => (target, options) => connect(target, { ...options, silenceMs: Number.POSITIVE_INFINITY }),
    /waited without an answer/,
  ],
];
