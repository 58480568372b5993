import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ServerTls } from '../../bench/processes/tls.ts';
import { createFeed } from '../feed/feed.ts';
import type { FeedReader } from '../feed/held.ts';
import { DEFAULT_LIMITS, type Limits } from '../feed/limits.ts';
import { unknownName } from '../http/unknown-parameters.ts';
import { tlsOptions } from '../tls/options.ts';
import { framedOnce, line } from './framing.ts';
import { socketOutlet } from './outlet.ts';
import { pushStream } from './push-stream.ts';
import { cutOff } from './slow-reader.ts';
import type { ObserveStream } from './stream-observer.ts';
import { CursorInJson, cursorIn, SubscriptionQuery } from './subscription-request.ts';

const Request = Type.Object({
  topic: SubscriptionQuery.properties.topic,
  after: Type.Optional(CursorInJson),
});
type Request = Static<typeof Request>;
const requestCheck = Compile(Request);
const KNOWN_NAMES = Object.keys(Request.properties);
const MAX_REQUEST_BYTES = 4096;

export interface TcpFloorOptions {
  feed?: FeedReader;
  limits?: Partial<Limits>;
  /** With it, the lines go over TLS. */
  tls?: ServerTls;
  /** Only a server by hand has it. */
  observe?: ObserveStream | undefined;
}

const errorLine = (code: string, message: string) =>
  Buffer.from(`${JSON.stringify({ error: { code, message } })}\n`);

/** Returns the first line's request, or what is wrong with it. */
function parseRequest(text: string): Request | string {
  const wanted = 'the first line must be {"topic": text, "after": cursor}';
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wanted;
    return unknownName(value, KNOWN_NAMES) ?? (requestCheck.Check(value) ? value : wanted);
  } catch {
    return wanted;
  }
}

/** Calls `onLine` with the first line that a client sends; later input is discarded. */
function readFirstLine(socket: Socket, maxBytes: number, onLine: (line: string) => void): void {
  let received = Buffer.alloc(0);
  socket.on('data', function receive(chunk: Buffer) {
    received = Buffer.concat([received, chunk]);
    const end = received.indexOf(0x0a);
    if (end < 0 && received.length <= maxBytes) return;
    socket.off('data', receive);
    socket.resume();
    onLine(received.toString('utf8', 0, Math.max(0, end)));
  });
}

/**
 * The tcp-floor: the same fan-out over bare TCP. The client sends one line `{"topic":T,"after":C}`,
 * and the server answers with a line `{"cursor":C}`, from which it starts, and one line of JSON per
 * notification. A line `{"error":{code,message}}` comes before the end of a connection that the
 * server ends for a reason.
 */
export function createTcpFloor({
  feed = createFeed(),
  limits: given = {},
  tls,
  observe,
}: TcpFloorOptions = {}): Server {
  const limits = { ...DEFAULT_LIMITS, ...given };
  const frame = framedOnce(line);

  const serve = (socket: Socket) => {
    socket.on('error', () => socket.destroy()); // The peer is gone; 'close' releases its resources.
    readFirstLine(socket, MAX_REQUEST_BYTES, text => {
      const request = parseRequest(text);
      if (typeof request === 'string') {
        socket.end(errorLine('BAD_REQUEST', request));
        return;
      }
      pushStream({
        feed,
        topic: request.topic,
        after: cursorIn(request.after),
        socket,
        outlet: socketOutlet(socket, frame),
        onStart: cursor => socket.write(`${JSON.stringify({ cursor })}\n`),
        maxUnreadBytes: limits.maxUnreadBytes,
        onGone: ({ code, message }) => socket.end(errorLine(code, message)),
        onSlow: () => {
          const message = errorLine('SLOW_READER', `over ${limits.maxUnreadBytes} bytes unread`);
          cutOff(socket, request.topic, () => socket.end(message), limits.cutOffGraceMs);
        },
        observer: observe?.('tcp-floor', request.topic, socket),
      });
    });
  };
  const options = { noDelay: true };
  if (!tls) return createServer(options, serve);
  const server = createTlsServer({ ...options, ...tlsOptions(tls) }, serve);
  return server.on('tlsClientError', (_error, socket) => socket.destroy());
}
