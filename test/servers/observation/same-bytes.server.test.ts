import { expect, test } from 'vitest';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { connectRaw, pushRequests } from '../../harness/raw-connection.ts';
import { rawRequest } from '../../harness/raw-request.ts';
import { serverEvents } from '../../harness/server-events.ts';
import { type Serving, serve } from '../../harness/serving.ts';

/** Fixed stamps, so that two servers send the same. */
const append = ({ feed }: Serving, payload: unknown) =>
  feed.append({
    topic: 't',
    payload,
    scheduledAt: 1_000_000_000_000_001,
    publishedAt: 1_000_000_000_000_002,
  });

/** Everything that a client is sent, but the date: from the first notification to the last. */
async function received(
  transports: Parameters<typeof serve>[0],
  request: string,
  observer?: ReturnType<typeof serverEvents>['observer'],
): Promise<string> {
  const server = await serve(transports, { observer, epoch: 'q7x2mk', limits: { heartbeatMs: 600_000 } });
  append(server, 'one');
  const connection = await connectRaw(server.target, request);
  await expect.poll(() => server.feed.listenerCount() > 0 || /\r\n\r\n/.test(connection.text())).toBe(true);
  append(server, 'two');
  append(server, 'last');
  await connection.until(/"last"|"cursor":"q7x2mk-\d"\}$|204 No Content|"statusCode"|304/);
  return connection.text().replace(/^date: .*\r\n/im, '');
}

test.each([
  ['short polling', TESTED_TRANSPORTS, rawRequest('GET', '/notifications?topic=t&after=0')],
  [
    'short polling, nothing new',
    TESTED_TRANSPORTS,
    rawRequest('GET', '/notifications?topic=t&after=q7x2mk-1'),
  ],
  ['short polling, the latest', TESTED_TRANSPORTS, rawRequest('GET', '/notifications?topic=t&latest=5')],
  [
    'long polling',
    TESTED_TRANSPORTS,
    rawRequest('GET', '/notifications?topic=t&after=q7x2mk-1', { prefer: 'wait=20' }),
  ],
  ['a cursor that is gone', TESTED_TRANSPORTS, rawRequest('GET', '/notifications?topic=t&after=9')],
  ['SSE', TESTED_TRANSPORTS, pushRequests.sse('t', 0)],
  ['WebSocket', TESTED_TRANSPORTS, pushRequests.websocket('t', 0)],
  ['the TCP floor', 'tcp-floor', pushRequests['tcp-floor']('t', 0)],
] as const)('an observer changes no byte of an answer: %s', async (_, transports, request) => {
  const { observer, events } = serverEvents();
  const plain = await received(transports, request);
  expect(await received(transports, request, observer)).toBe(plain);
  expect(events.length).toBeGreaterThan(3);
});
