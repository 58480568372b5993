import { once } from 'node:events';
import { type AddressInfo, createServer, type LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { shortPolling } from '../../../clients/transports/short-polling.ts';
import { sse } from '../../../clients/transports/sse.ts';
import { tcpFloor } from '../../../clients/transports/tcp-floor.ts';
import { websocket } from '../../../clients/transports/websocket.ts';
import { follow } from '../../harness/follower.ts';

/** A host with two addresses, as `localhost` is on most machines. */
const lookup: LookupFunction = (_, __, done) =>
  done(null, [
    { address: '127.0.0.1', family: 4 },
    { address: '127.0.0.2', family: 4 },
  ]);

test.each([
  ['sse', sse],
  ['websocket', websocket()],
  ['tcp-floor', tcpFloor],
] as const)('%s: where no address of a host answers, the reason names each', async (_, connect) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const target = { host: 'both.invalid', port, lookup };
  const reader = follow(connect, target, { topic: 't' });
  await reader.untilState('waiting');
  expect(reader.states[0]).toMatchObject({
    reason: `connect ECONNREFUSED 127.0.0.1:${port}; connect ECONNREFUSED 127.0.0.2:${port}`,
  });
});

/** An IPv6 address of this machine that needs no name of a link beside it. */
const ownIPv6 = Object.values(networkInterfaces())
  .flatMap(found => found ?? [])
  .find(({ family, address }) => family === 'IPv6' && !address.startsWith('fe80:'))?.address;

test.runIf(ownIPv6 !== undefined).each([
  ['short-polling', shortPolling({ intervalMs: 1000, phaseMs: () => 0 })],
  ['sse', sse],
  ['websocket', websocket()],
] as const)(
  `%s: an IPv6 address stands in brackets in Host${ownIPv6 ? '' : ' (this machine has no IPv6)'}`,
  async (_, connect) => {
    const heard = Promise.withResolvers<string>();
    const server = createServer(socket => socket.once('data', chunk => heard.resolve(`${chunk}`)));
    server.listen(0, ownIPv6);
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    follow(connect, { host: ownIPv6 as string, port }, { topic: 't' });
    expect(await heard.promise).toContain(`\r\nHost: [${ownIPv6}]:${port}\r\n`);
  },
);
