import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { framedOnce, webSocketTextFrame } from './framing.ts';
import { pushStream } from './push-stream.ts';
import { cutOff } from './slow-reader.ts';
import { SubscriptionQuery, type TransportContext } from './subscription-request.ts';

/** Close codes: 1007 and 1013 are IANA's (invalid data, try again later), 4410 is ours, after HTTP's 410. */
export const CLOSE_INVALID = 1007;
export const CLOSE_TRY_LATER = 1013;
export const CLOSE_GONE = 4410;

/** A frame from a client: publishes to the topic that its connection follows. */
const Publication = Compile(
  Type.Object({ payload: Type.Unknown() }, { additionalProperties: false, required: ['payload'] }),
);

function parsePublication(text: string): { payload: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Publication.Check(value) ? (value as { payload: unknown }) : undefined;
  } catch {
    return undefined; // Not JSON: for the caller the same as JSON of the wrong shape.
  }
}

/** An unmasked close frame (RFC 6455 §5.5.1). */
function closeFrame(code: number, reason: string): Buffer {
  const text = Buffer.from(reason);
  return Buffer.concat([Buffer.from([0x88, 2 + text.length, code >> 8, code & 0xff]), text]);
}

/**
 * `GET /notifications/socket?topic=T&after=C`, upgraded: one text frame a notification, a ping as heartbeat. Without
 * `after` a frame `{"cursor":C}` comes first: where the subscriber starts. A frame `{"payload": …}` from it publishes. Needs @fastify/websocket on the same app.
 */
export const websocket: FastifyPluginAsyncTypebox<TransportContext> = async (
  app,
  { feed, limits, heartbeat },
) => {
  const frame = framedOnce(webSocketTextFrame);
  const streams = new Set<() => void>();

  app.get(
    '/notifications/socket',
    { websocket: true, schema: { querystring: SubscriptionQuery } },
    (ws, request) => {
      const { topic, after } = request.query;
      const { socket } = request.raw;
      let awaitsPong = false;

      function publish(payload: unknown): void {
        try {
          feed.append({ topic, payload });
        } catch (error) {
          ws.close(CLOSE_TRY_LATER, (error as Error).message);
        }
      }

      ws.on('pong', () => {
        awaitsPong = false;
      });
      // A protocol error or an overlong frame ends this connection with ws's own close code; nobody else notices.
      ws.on('error', () => {});
      ws.on('message', (data, isBinary) => {
        const publication = isBinary ? undefined : parsePublication(data.toString());
        if (publication) publish(publication.payload);
        else ws.close(CLOSE_INVALID, 'a frame must be text: {"payload": …}');
      });

      const stop = pushStream({
        feed,
        topic,
        after,
        // Straight to the socket and not by ws.send: the frame is already built, once for all subscribers.
        socket,
        frame,
        // Not during the close handshake, whoever began it.
        isOpen: () => ws.readyState === ws.OPEN,
        onStart: cursor => socket.write(webSocketTextFrame({ json: Buffer.from(`{"cursor":${cursor}}`) })),
        maxUnreadBytes: limits.maxUnreadBytes,
        heartbeat: {
          schedule: heartbeat,
          beat() {
            if (awaitsPong) return ws.terminate();
            awaitsPong = true;
            ws.ping();
          },
        },
        onGone: error => ws.close(CLOSE_GONE, error.message),
        onSlow: () => {
          const reason = `over ${limits.maxUnreadBytes} bytes unread`;
          cutOff(socket, topic, closeFrame(CLOSE_TRY_LATER, reason), limits.lastWordMs);
        },
      });
      streams.add(stop);
      socket.on('close', () => streams.delete(stop));
    },
  );

  app.addHook('preClose', async () => {
    for (const stop of streams) stop();
  });
};
