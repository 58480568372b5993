import { clients } from '../../clients/transports/transports.ts';
import { TESTED_TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { createFeed } from '../../servers/feed/feed.ts';
import { startServer } from '../../servers/start.ts';

// A process that serves and follows, closes both ends, and then has nothing left to do: whatever
// they forgot, a socket, a timer, keeps it alive.
const [transport, closesFirst] = process.argv.slice(2) as [Transport, 'server' | 'client'];
const feed = createFeed();
for (const topic of ['a', 'b']) feed.append({ topic, payload: 1 });
const server = await startServer({
  transports: transport === 'tcp-floor' ? 'tcp-floor' : TESTED_TRANSPORTS,
  feed,
  host: '127.0.0.1',
  port: 0,
});
const connect = clients[transport]({ intervalMs: 60_000, waitSeconds: 30 } as never, {
  share: 0,
  random: Math.random,
});
const controller = new AbortController();
const everyone = Promise.withResolvers<void>();
let received = 0;
const subscriptions = ['a', 'a', 'b', 'b'].map((topic, index) =>
  connect(
    { host: '127.0.0.1', port: server.port },
    {
      topic,
      after: 0,
      onNotification: () => ++received === 4 && everyone.resolve(),
      // One is closed by a signal, the others by hand.
      ...(index === 0 && { signal: controller.signal }),
    },
  ),
);
const closeClients = async () => {
  controller.abort();
  await Promise.all(subscriptions.slice(1).map(subscription => subscription.close()));
};
await everyone.promise;
if (closesFirst === 'client') await closeClients();
await server.close();
if (closesFirst === 'server') await closeClients();
process.on('exit', () => console.log(`listeners left: ${feed.listenerCount()}`));
