import type { Socket } from 'node:net';
import { makeIdentity } from '../bench/network/identity.ts';
import { HTTP2_NEEDS_TLS } from '../scenarios/load/connection.ts';
import { errorInWords } from '../scenarios/load/system-error.ts';
import { TESTED_TRANSPORTS } from '../scenarios/load/transport.ts';
import { addresses } from '../servers/address.ts';
import { createFeed } from '../servers/feed/feed.ts';
import type { Entry } from '../servers/feed/held.ts';
import { DEFAULT_LIMITS } from '../servers/feed/limits.ts';
import { feedOnBroker } from '../servers/feed-on-broker.ts';
import { sizeHints } from '../servers/large-notification.ts';
import { publishedTo } from '../servers/observation/feed.ts';
import { observe } from '../servers/observation/observation.ts';
import { resetSockets } from '../servers/reset-sockets.ts';
import { appendLines } from '../servers/standard-input.ts';
import { startServer } from '../servers/start.ts';
import { onSlowReader } from '../servers/transports/slow-reader.ts';
import { callsPage } from './calls-page.ts';
import { demoPage } from './demo-page.ts';
import { brokerAddress } from './terminal/broker-address.ts';
import { runCommand } from './terminal/command-line.ts';
import { typedCompression } from './terminal/compression-option.ts';
import { eventLines } from './terminal/event-lines.ts';
import { readInForeground } from './terminal/foreground.ts';
import { typedHttp } from './terminal/http-option.ts';
import { interruptible } from './terminal/interrupt.ts';
import { originsIn } from './terminal/origins.ts';
import { SERVE, SERVED } from './terminal/serve-command.ts';
import { TRANSPORT_ALIASES } from './terminal/transport-aliases.ts';
import { numberIn, oneOf, UsageError } from './terminal/usage-error.ts';

/** Connections that are silent for longer than this and a half are closed (`stalledAnswerMs`). */
const MAX_HEARTBEAT_SECONDS = 60;

/** A day: no proxy and no network waits longer for an answer. */
const LONGEST_WAIT_SECONDS = 86_400;

const say = (line: string) => void process.stderr.write(`${line}\n`);

await runCommand(SERVE, async ({ values, positionals }) => {
  const kind = oneOf('server', positionals[0] ?? '', SERVED, TRANSPORT_ALIASES);
  const { demo, cors, 'max-wait': maxWait = `${DEFAULT_LIMITS.maxWaitSeconds}` } = values;
  if (kind === 'tcp-floor' && (demo || cors.length > 0 || values['max-wait'] !== undefined))
    throw new UsageError('--demo, --cors and --max-wait do not work with tcp-floor: it has no HTTP');
  const compression = values.compression === undefined ? undefined : typedCompression(values.compression);
  if (compression && kind === 'tcp-floor')
    throw new UsageError('--compression does not work with tcp-floor: it compresses nothing');
  const http = values.http === undefined ? 1 : typedHttp(values.http);
  if (http === 2 && !values.tls) throw new UsageError(`--http 2 needs --tls: ${HTTP2_NEEDS_TLS}`);
  if (http === 2 && kind === 'tcp-floor')
    throw new UsageError('--http 2 does not work with tcp-floor: it has no HTTP');
  if (http === 2 && demo)
    throw new UsageError(
      '--http 2 does not work with --demo: its page cuts connections, and would have one for all',
    );
  const heartbeatSeconds = numberIn('--heartbeat', values.heartbeat, 1, MAX_HEARTBEAT_SECONDS, false);
  const maxWaitSeconds = numberIn('--max-wait', maxWait, 1, LONGEST_WAIT_SECONDS, true);
  const origins = originsIn('--cors', cors);
  const transports = kind === 'tcp-floor' ? kind : kind === 'all' ? TESTED_TRANSPORTS : [kind];
  // Besides the name that the lab's clients ask for: what a person types.
  const identity = values.tls ? await makeIdentity(['localhost', '127.0.0.1', '::1', values.host]) : null;
  const scheme = identity ? 'https' : 'http';
  const events = values.quiet ? null : eventLines(line => void process.stdout.write(`${line}\n`));
  const hint = sizeHints(transports === 'tcp-floor' ? [] : transports, say);
  const published = events && publishedTo(events.observe);
  const ownFeed = {
    packed: true,
    onListenerFault: (fault: unknown) => say(`a subscriber was not served: ${errorInWords(fault)}`),
    onStored(entry: Entry, followers: number) {
      published?.(entry, followers);
      hint(entry);
    },
  };
  const sockets = new Set<Socket>();
  const shared =
    values.broker === undefined
      ? null
      : await feedOnBroker(brokerAddress('--broker', values.broker), {
          ...ownFeed,
          onLost() {
            say('the broker has lost the feed: whoever follows is disconnected, and told so');
            resetSockets(sockets);
          },
          onFault: fault => say(`the broker’s feed: ${fault.message}`),
        });
  const feed = shared ?? createFeed(ownFeed);
  const { port, server, close } = await startServer({
    transports,
    feed,
    ...(events && { observation: observe(events.observe) }),
    limits: { heartbeatMs: heartbeatSeconds * 1000, maxWaitSeconds },
    ...(demo && transports !== 'tcp-floor' && { page: await demoPage(transports), demo }),
    ...(!demo &&
      transports !== 'tcp-floor' && { callsPage: await callsPage(transports, identity?.fingerprint) }),
    echo: true,
    ...(identity && { tls: identity }),
    http,
    compression,
    origins,
    host: values.host,
    port: numberIn('--port', values.port, 0, 65_535, true),
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  if (events) setInterval(events.endSecond, 1000).unref();
  else {
    onSlowReader(({ topic, unreadBytes }) =>
      say(`disconnected a slow subscriber of topic ${topic}: ${unreadBytes} bytes unread`),
    );
  }
  process.stdin.on('error', error => say(`standard input: ${errorInWords(error)}`));
  const isReading = readInForeground(process.stdin);
  appendLines(process.stdin, feed, say);
  interruptible(() => say('closing')).addEventListener('abort', async () => {
    process.stdin.destroy();
    await close();
    await shared?.close();
    events?.endSecond();
  });
  const how = isReading ? 'type' : 'bring it to the foreground (fg) and type';
  const [own, ...others] = addresses(values.host, port);
  say(
    `${kind} on ${own}${identity ? ' over TLS' : ''}${http === 2 ? ' and HTTP/2' : ''}; to publish, ${how}: {"topic": "news", "payload": "hello"}`,
  );
  if (identity) say(`its certificate is made for this start; SHA-256 ${identity.fingerprint}`);
  if (others.length > 0) say(`other machines reach it on ${others.join(', ')}`);
  if (demo) say(`demo page: ${scheme}://${own}/`);
  else if (transports !== 'tcp-floor') say(`its calls, to click and copy: ${scheme}://${own}/`);
});
