import { collectGarbage } from '../bench/meters/collect-garbage.ts';
import { childProcess } from '../bench/processes/child-side.ts';
import type { FromServer, ServerConfig, ToServer } from '../bench/processes/messages.ts';
import { errorInWords } from '../scenarios/load/system-error.ts';
import { createFeed, type ServedFeed } from './feed/feed.ts';
import { feedOnBroker, loadBrokerFeed } from './feed-on-broker.ts';
import { createLoadMeter } from './load-meter.ts';
import { EMPTY_PAGE } from './page.ts';
import { refill } from './standard-input.ts';
import { startServer } from './start.ts';

const toListen = Promise.withResolvers<void>();
// The system under test: one server, whose feed is filled from standard input.
const { config, send } = childProcess<ServerConfig, ToServer, FromServer>(async message => {
  if (message.type === 'measure') {
    send({ type: 'measured', load: await meter.measure(message.window) });
  }
  if (message.type === 'collect') {
    collectGarbage();
    send({ type: 'collected' });
  }
  if (message.type === 'disconnect') meter.disconnectAll();
  if (message.type === 'watch-open') meter.watchOpen();
  if (message.type === 'listen') toListen.resolve();
  if (message.type === 'close') {
    await close();
    send({ type: 'closed' });
  }
  if (message.type === 'count') send({ type: 'counted', application: meter.application() });
});
const fail = (reason: string) => send({ type: 'failed', reason });
const exit = (error: Error) => {
  fail(error.message);
  process.exit(1);
};
const held = {
  capacityPerTopic: config.feedCapacity,
  packed: config.packed,
  onListenerFault: (fault: unknown) => fail(`a listener of the feed failed: ${errorInWords(fault)}`),
};
if (config.standsBy) {
  if (config.broker) await loadBrokerFeed();
  const { user, system } = process.cpuUsage();
  send({ type: 'standing', cpuMicros: user + system });
  await toListen.promise;
}
let disconnectAll = () => {};
const feed: ServedFeed = config.broker
  ? await feedOnBroker(config.broker, {
      ...held,
      onLost: () => disconnectAll(),
      onFault: fault => fail(`the broker’s feed: ${fault.message}`),
    }).catch(exit)
  : createFeed({ ...held, epoch: config.epoch });
await refill(process.stdin, feed, config.refill ?? 0, fail).catch(exit);
const { page, maxWaitSeconds, heartbeatSeconds, ...options } = config;
const { server, port, close } = await startServer({
  ...options,
  feed,
  ...(page && { page: EMPTY_PAGE }),
  limits: {
    ...(maxWaitSeconds !== undefined && { maxWaitSeconds }),
    ...(heartbeatSeconds !== undefined && { heartbeatMs: heartbeatSeconds * 1000 }),
  },
}).catch(exit);
// The meter notes the memory before the first connection.
collectGarbage();
const meter = createLoadMeter(server, config.wireInterface);
disconnectAll = meter.disconnectAll;
send({ type: 'ready', port, epoch: feed.epoch });
