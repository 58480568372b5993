import { describe, expect, test } from 'vitest';
import type { Target } from '../../../clients/transports/subscriber.ts';
import { openHttpStream } from '../../harness/http-stream.ts';
import { available, caddy, haproxy, nginx } from '../../harness/real-proxies/programs.ts';
import { startProxy } from '../../harness/real-proxies/start-proxy.ts';
import { type Serving, serve } from '../../harness/serving.ts';

/** Of 150 publications, 60 failed behind Caddy while the head of a stream promised keep-alive. */
const ROUNDS = 50;

async function publish({ host, port }: Target, payload: unknown): Promise<number> {
  const response = await fetch(`http://${host}:${port}/notifications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ topic: 'other', payload }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Makes the server end the streams of `t`, as it does with a reader that reads nothing. */
function endStreams(server: Serving): void {
  for (const socket of server.sockets) socket.cork();
  server.publish('t', 'unread', 'one too many');
  for (const socket of server.sockets) socket.uncork();
}

for (const program of [nginx, haproxy, caddy]) {
  const { isMissing, title } = available(program);
  describe.skipIf(isMissing)(`through ${title}`, () => {
    test('no publication fails right after a stream that the server ended', async () => {
      const server = await serve(['sse'], { limits: { heartbeatMs: 3_600_000, maxUnreadBytes: 1 } });
      const target = (await startProxy(program, server.target)).target('PORT');
      for (let round = 1; round <= ROUNDS; round++) {
        const stream = await openHttpStream(target, '/notifications/stream?topic=t');
        endStreams(server);
        await stream.until(/event: slow\n/);
        expect(await publish(target, round), `publication ${round}`).toBe(202);
      }
      expect(server.feed.since('other', { seq: 0 }).map(({ seq }) => seq)).toHaveLength(ROUNDS);
    });

    test('no publication fails right after a refused cursor', async () => {
      const server = await serve(['sse'], { capacityPerTopic: 4 });
      const target = (await startProxy(program, server.target)).target('PORT');
      server.publish('t', 1, 2, 3, 4, 5, 6);
      for (let round = 1; round <= ROUNDS; round++) {
        const { host, port } = target;
        const refused = await fetch(`http://${host}:${port}/notifications/stream?topic=t&after=1`);
        expect(refused.status).toBe(410);
        expect(await refused.text()).toContain('CURSOR_GONE');
        expect(await publish(target, round), `publication ${round}`).toBe(202);
      }
    });
  });
}
