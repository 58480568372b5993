import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Target } from '../../clients/transports/subscriber.ts';
import { serve } from './serving.ts';

/**
 * A TCP proxy that makes requests of HTTP/1.1 into those of HTTP/1.0, as nginx before 1.29 sends
 * them by default.
 */
async function downgradingProxy(upstream: Target): Promise<Target> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, client => {
    const origin = connect({ ...upstream, noDelay: true });
    client.on('data', (chunk: Buffer) => {
      const text = chunk.toString('latin1').replaceAll(' HTTP/1.1\r\n', ' HTTP/1.0\r\n');
      origin.write(text, 'latin1');
    });
    origin.on('data', (chunk: Buffer) => client.write(chunk));
    for (const [socket, other] of [
      [client, origin],
      [origin, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {}); // 'close' follows.
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroySoon();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  });
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

/** Like `serve`, but clients reach the server over HTTP/1.0. */
export const serveOverHttp10: typeof serve = async (transports, options) => {
  const server = await serve(transports, options);
  return { ...server, target: await downgradingProxy(server.target) };
};
