import type { Connect, State } from '../clients/transports/subscriber.ts';
import { clients } from '../clients/transports/transports.ts';
import { counted, span } from '../report/text/format.ts';
import { authority } from '../scenarios/load/authority.ts';
import { cursorAt } from '../scenarios/load/cursor.ts';
import { printable } from '../scenarios/load/printable.ts';
import { inProse, isPush, type TestedTransport } from '../scenarios/load/transport.ts';
import { runCommand } from './terminal/command-line.ts';
import { FOLLOW, type FollowOptions, followOptions } from './terminal/follow-options.ts';
import { interruptible } from './terminal/interrupt.ts';
import { notificationJson, notificationLine, type Received } from './terminal/notification-line.ts';
import { isThisMachine } from './terminal/this-machine.ts';
import { timeOfDay } from './terminal/time-of-day.ts';
import { trusted } from './terminal/trusted.ts';

const note = (text: string) =>
  void process.stderr.write(`${timeOfDay(Date.now())}  ${printable(text, Infinity)}\n`);

/** The lab's client of a transport, for one follower. */
function clientOf({ transport, intervalMs, waitSeconds }: FollowOptions): Connect {
  const alone = { share: 0, random: Math.random };
  const connects: Record<TestedTransport, () => Connect> = {
    'short-polling': () => clients['short-polling']({ intervalMs }, alone),
    'long-polling': () => clients['long-polling']({ waitSeconds }, alone),
    sse: () => clients.sse({}),
    websocket: () => clients.websocket({}),
  };
  return connects[transport]();
}

/** A word of a command line, in quotes where a shell needs them. */
const quoted = (word: string) => (/^[\w.:/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** Follows until Ctrl-C, or until nobody reads. Rejects if the server is absent or refuses. */
async function follow(options: FollowOptions): Promise<void> {
  const { transport, topic, target, fingerprint, after, json, verbose } = options;
  const url = `${fingerprint === null ? 'http' : 'https'}://${authority(target.host, target.port)}`;
  const tls =
    fingerprint === null
      ? {}
      : await trusted(target, fingerprint).then(
          found => ({ tls: found }),
          (error: Error) => {
            throw new Error(`cannot follow ${url}: ${error.message}`);
          },
        );
  const isOwnClock = await isThisMachine(target.host);
  const received: Omit<Received, 'cursor'>[] = [];
  const failed = Promise.withResolvers<never>();
  const stopped = Promise.withResolvers<'asked' | 'unread'>();
  let state: State['kind'] | 'connecting' = 'connecting';

  function print(): void {
    const lines = received.splice(0).map(one => {
      const whole = { ...one, cursor: cursorAt(one.notification.seq, subscription.cursor()) };
      return `${(json ? notificationJson : notificationLine)(whole, isOwnClock)}\n`;
    });
    process.stdout.write(lines.join(''));
  }

  function changed(next: State): void {
    const was = state;
    state = next.kind;
    if (next.kind === 'ended') failed.reject(new Error(`${url} ends it: ${next.code}: ${next.reason}`));
    else if (next.kind === 'waiting') {
      if (was === 'connecting') failed.reject(new Error(`cannot follow ${url}: ${next.reason}`));
      if (was === 'open' || verbose)
        note(`connection lost: ${next.reason}; tries again in ${span(next.retryMs / 1000)}`);
    } else {
      const from = subscription.cursor();
      const what =
        was === 'connecting' ? `follows ${topic} by ${inProse(transport)} at ${url}` : 'connected again';
      // The first answer to a poll has the cursor behind it.
      queueMicrotask(() => note(`${what}, from ${from ?? subscription.cursor()}`));
    }
  }

  interruptible(() => stopped.resolve('asked'));
  process.stdout.once('error', () => stopped.resolve('unread'));
  const subscription = clientOf(options)(
    { ...target, ...tls },
    {
      topic,
      after,
      onNotification: (notification, readAt) => received.push({ notification, readAt }),
      onResponse(count) {
        if (verbose && !isPush(transport))
          note(`answer: ${count === 0 ? 'nothing new' : counted(count, 'notification')}`);
        // The epoch of a cursor is known when the answer has been taken as a whole.
        if (count > 0) queueMicrotask(print);
      },
      onState: changed,
      ...(verbose && {
        onConnected: () => note('TCP connection established'),
        ...(fingerprint !== null && { onReady: () => note('TLS established') }),
      }),
    },
  );
  const how = await Promise.race([stopped.promise, failed.promise]).finally(() => subscription.close());
  if (how === 'unread') return;
  const cursor = subscription.cursor();
  const version = target.http === undefined ? '' : ` --http ${target.http}`;
  const compressed = target.compression ? ` --compression ${target.compression}` : '';
  const command = `npm run follow -- ${transport} --topic ${quoted(topic)} --url ${quoted(url)}${fingerprint === null ? '' : ` --fingerprint ${fingerprint}`}${version}${compressed}`;
  note(cursor === undefined ? 'ended without a cursor' : `to go on from here: ${command} --after ${cursor}`);
}

await runCommand(FOLLOW, typed => follow(followOptions(typed)));
