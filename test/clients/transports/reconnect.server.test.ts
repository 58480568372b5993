import { expect, test } from 'vitest';
import type { Connect, Subscription } from '../../../clients/transports/subscriber.ts';
import { clients } from '../../../clients/transports/transports.ts';
import { follow } from '../../harness/follower.ts';
import { serve } from '../../harness/serving.ts';

const place = { share: 0, random: () => 0 };

test.each([
  ['long-polling', clients['long-polling']({ waitSeconds: 5 }, place)],
  ['sse', clients.sse({})],
  ['websocket', clients.websocket({})],
] as const)(
  '%s: told to, a client gives its connection up and continues from its cursor',
  async (transport, connect) => {
    const server = await serve([transport]);
    let subscription: Subscription | undefined;
    const watched: Connect = (target, options) => {
      subscription = connect(target, options);
      return subscription;
    };
    const reader = follow(watched, server.target, { topic: 't', after: 0 });
    server.publish('t', 'first');
    await reader.untilReceived(1);
    subscription?.reconnect('the address has changed');
    await reader.untilState('waiting');
    expect(reader.states.at(-1)).toMatchObject({ reason: 'the address has changed' });
    server.publish('t', 'second');
    await reader.untilReceived(2);
    expect(reader.seqs()).toEqual([1, 2]);
    expect(reader.states.filter(({ kind }) => kind === 'open').length).toBeGreaterThan(1);
  },
);
