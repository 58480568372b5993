import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Target } from '../../clients/transports/subscriber.ts';

/** One request as it came, head and body. */
export interface ScriptedRequest {
  text: string;
  /** The number of its connection, from 0, and its own number on it. */
  connection: number;
  place: number;
  /** `performance.now()` when it was complete. */
  atMs: number;
}

/** The answer to a request as text of HTTP; without one, the script does as it likes. */
export type Script = (request: ScriptedRequest, socket: Socket) => string | undefined;

export interface ScriptOptions {
  /** Whether a connection that the client has ended is ended here too; otherwise it stays open. */
  endsWhenAsked?: boolean;
}

/** A server that answers by a script, and keeps what came and when. */
export interface ScriptedServer {
  target: Target;
  requests: ScriptedRequest[];
  /** When each connection was accepted. */
  acceptedAtMs: number[];
  /** Resolves when this many requests have come. */
  untilRequests(count: number): Promise<void>;
  /** Sends bytes to all, if any, and ends all connections. Resolves when both ends have closed. */
  shut(lastBytes?: string): Promise<void>;
  /** Stops listening, and ends all connections. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
}

/** Text of one answer; `headers` are lines without their ends. The length is that of the body. */
export function answerOf(status: string, headers: readonly string[] = [], body = ''): string {
  const length = /^(204|304)/.test(status) ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return `HTTP/1.1 ${[status, ...headers, ...length, '', body].join('\r\n')}`;
}

/** Length of the first request in the bytes; undefined while it is incomplete. */
function lengthOf(bytes: Buffer): number | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [, contentBytes = '0'] = /content-length: (\d+)/i.exec(bytes.toString('latin1', 0, end)) ?? [];
  const length = end + 4 + Number(contentBytes);
  return bytes.length < length ? undefined : length;
}

/** Listens on a free port, until the test is over. */
export async function scriptedServer(
  script: Script,
  { endsWhenAsked = true }: ScriptOptions = {},
): Promise<ScriptedServer> {
  const requests: ScriptedRequest[] = [];
  const acceptedAtMs: number[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let server = createServer();

  function accept(socket: Socket): void {
    const connection = acceptedAtMs.push(performance.now()) - 1;
    let bytes = Buffer.alloc(0);
    let place = 0;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {}); // 'close' follows.
    if (endsWhenAsked) socket.on('end', () => socket.end());
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      for (let length = lengthOf(bytes); length !== undefined; length = lengthOf(bytes)) {
        const text = bytes.toString('utf8', 0, length);
        bytes = bytes.subarray(length);
        const request = { text, connection, place: place++, atMs: performance.now() };
        requests.push(request);
        const answer = script(request, socket);
        if (answer !== undefined) socket.write(answer);
        for (const look of waiting) look();
      }
    });
  }

  async function listen(port: number): Promise<void> {
    server = createServer({ allowHalfOpen: true, noDelay: true }, accept);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  }
  async function shut(lastBytes = ''): Promise<void> {
    const closed = [...sockets].map(
      socket => new Promise<void>(resolve => socket.once('close', () => resolve())),
    );
    for (const socket of sockets) socket.end(lastBytes);
    await Promise.all(closed);
  }
  async function stop(): Promise<void> {
    const closed = once(server, 'close');
    server.close();
    await shut();
    await closed;
  }

  await listen(0);
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return {
    target: { host: '127.0.0.1', port },
    requests,
    acceptedAtMs,
    untilRequests: count =>
      new Promise(resolve => {
        const look = () => {
          if (requests.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    shut,
    stop,
    start: () => listen(port),
  };
}
