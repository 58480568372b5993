import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Target } from '../../clients/transports/subscriber.ts';

export interface ProxyOptions {
  /** Length of the next piece that goes down to the client. */
  pieceBytes: () => number;
  /** After how many bytes down a connection is cut; never by default. Asked once a connection. */
  cutAfterBytes?: () => number;
}

export interface Proxy {
  target: Target;
  /** How many connections it has cut. */
  cuts(): number;
}

/**
 * A TCP proxy that hands a server's bytes on in small pieces, one a turn of the event loop, and may
 * cut connections.
 */
export async function choppingProxy(upstream: Target, options: ProxyOptions): Promise<Proxy> {
  let cuts = 0;
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, client => {
    const origin = connect({ ...upstream, noDelay: true });
    for (const socket of [client, origin]) {
      sockets.add(socket);
      socket.on('error', () => {}); // 'close' follows, and `pump` ends.
      socket.on('close', () => sockets.delete(socket));
    }
    // Not the other way round: what the origin sent before its end is still handed on.
    client.on('close', () => origin.destroy());
    client.on('data', chunk => origin.write(chunk));
    void pump(origin, client);
  });

  async function pump(origin: Socket, client: Socket): Promise<void> {
    let left = options.cutAfterBytes?.() ?? Number.POSITIVE_INFINITY;
    try {
      for await (const chunk of origin as AsyncIterable<Buffer>) {
        for (let at = 0; at < chunk.length; ) {
          const length = Math.min(options.pieceBytes(), left);
          client.write(chunk.subarray(at, at + length));
          at += length;
          left -= length;
          await nextTurn();
          if (client.destroyed) return;
          if (left > 0) continue;
          cuts++;
          client.destroySoon();
          return;
        }
      }
      client.end();
    } catch {
      client.destroy(); // The origin broke: so does the client's side.
    }
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  });
  return { target: { host: '127.0.0.1', port: (server.address() as AddressInfo).port }, cuts: () => cuts };
}
