import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type HttpStream, openHttpStream } from '../../harness/http-stream.ts';
import { available, caddy, haproxy, nginx } from '../../harness/real-proxies/programs.ts';
import { startProxy } from '../../harness/real-proxies/start-proxy.ts';
import { type Serving, serve } from '../../harness/serving.ts';

const WAYS = [
  { program: nginx, portName: 'PORT', isTls: false, version: '1.1', how: '' },
  {
    program: nginx,
    portName: 'HTTP_1_0_PORT',
    isTls: false,
    version: '1.0',
    how: ', by HTTP/1.0 to the server',
  },
  {
    program: nginx,
    portName: 'TLS_PORT',
    isTls: true,
    version: '1.1',
    how: ', by TLS and HTTP/1.1 to the reader',
  },
  { program: haproxy, portName: 'PORT', isTls: false, version: '1.1', how: '' },
  { program: caddy, portName: 'PORT', isTls: false, version: '1.1', how: '' },
];
/** A heartbeat would also send what a proxy holds back. */
const NO_HEARTBEAT = { heartbeatMs: 3_600_000 };

/** The HTTP versions of the requests that servers of this process get, until the test is over. */
function requestVersions(): readonly string[] {
  const versions: string[] = [];
  const receive = (message: unknown) =>
    versions.push((message as { request: IncomingMessage }).request.httpVersion);
  subscribe('http.server.request.start', receive);
  onTestFinished(() => void unsubscribe('http.server.request.start', receive));
  return versions;
}

for (const { program, portName, isTls, version, how } of WAYS) {
  const { isMissing, title } = available(program);
  describe.skipIf(isMissing)(`an event stream through ${title}${how}`, () => {
    /** A server, and a standard HTTP client that follows its topic `t` from the start. */
    async function open(): Promise<{ server: Serving; stream: HttpStream }> {
      const server = await serve(['sse'], { limits: NO_HEARTBEAT });
      const proxy = await startProxy(program, server.target);
      const stream = await openHttpStream(proxy.target(portName), '/notifications/stream?topic=t&after=0', {
        ...(isTls && { certificate: proxy.certificate() }),
      });
      return { server, stream };
    }

    test('has its head before anything is published, with a cursor too', async () => {
      const versions = requestVersions();
      const { stream } = await open();
      expect(stream.head.statusCode).toBe(200);
      expect(stream.head.headers['content-type']).toMatch(/^text\/event-stream/);
      expect(versions).toEqual([version]);
    });

    test('brings each event before the next is published', async () => {
      const { server, stream } = await open();
      for (let seq = 1; seq <= 20; seq++) {
        server.publish('t', `number ${seq}.`);
        await stream.until(new RegExp(`"number ${seq}\\."`));
      }
    });

    test('is complete to its reader when the server ends it', async () => {
      const { server, stream } = await open();
      server.publish('t', 'last');
      await stream.until(/"last"/);
      await server.close();
      await stream.ended;
    });
  });
}
