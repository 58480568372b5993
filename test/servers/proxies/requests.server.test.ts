import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
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

    test('a page of the proxy may open a WebSocket, one of elsewhere may not', async () => {
      const server = await serve(['websocket']);
      const { host, port } = (await startProxy(program, server.target)).target('PORT');
      const open = (origin: string) => {
        const socket = new WebSocket(`ws://${host}:${port}/notifications/socket?topic=t`, { origin });
        onTestFinished(() => socket.terminate());
        return once(socket, 'open');
      };
      await open(`http://${host}:${port}`);
      await expect(open('http://elsewhere.example')).rejects.toThrow('403');
    });

    test('the entity tag of a compressed answer brings 304 until something is new', async () => {
      const server = await serve(['short-polling']);
      const { host, port } = (await startProxy(program, server.target)).target('GZIP_PORT');
      const address = `http://${host}:${port}/notifications?topic=t&latest=10`;
      const filler = 'compressible '.repeat(100);
      server.publish('t', filler);
      const first = await fetch(address, { headers: { 'accept-encoding': 'gzip' } });
      expect(await first.text()).toContain(filler);
      expect(first.headers.get('content-encoding')).toBe('gzip');
      const tag = first.headers.get('etag') as string;

      const again = () => fetch(address, { headers: { 'accept-encoding': 'gzip', 'if-none-match': tag } });
      expect((await again()).status).toBe(304);
      server.publish('t', 'new');
      const changed = await again();
      expect(changed.status).toBe(200);
      expect(await changed.text()).toContain('"new"');
    });
  });
}
