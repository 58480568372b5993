import { childProcess } from '../bench/child.ts';
import type { FromServer, ServerConfig, ToServer } from '../bench/messages.ts';
import { createFeed } from './feed.ts';
import { createLoadMeter } from './load-meter.ts';
import { appendLines } from './standard-input.ts';
import { startServer } from './start.ts';

// The system under test: one server whose feed is filled from standard input.
const { config, send } = childProcess<ServerConfig, ToServer, FromServer>(async message => {
  if (message.type === 'measure') {
    send({ type: 'measured', load: await meter.measure(message.window) });
  }
});
const feed = createFeed();
const { server, port } = await startServer({ ...config, feed }).catch(error => {
  send({ type: 'failed', reason: error.message });
  process.exit(1);
});
const meter = createLoadMeter(server);
appendLines(process.stdin, feed, reason => send({ type: 'failed', reason }));
send({ type: 'ready', port });
