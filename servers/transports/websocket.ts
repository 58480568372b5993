import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { nowMicros, Publication } from '../../scenarios/load/notification.ts';
import { payloadText } from '../../scenarios/load/payload-text.ts';
import { WEBSOCKET_ENCODINGS, type WebSocketEncoding } from '../../scenarios/load/transport-options.ts';
import type { Arrival } from '../feed/feed.ts';
import { type Frame, framedOnce, webSocketBinaryFrame, webSocketTextFrame } from './framing.ts';
import { pushStream } from './push-stream.ts';
import { cutOff } from './slow-reader.ts';
import { SubscriptionQuery, type TransportContext } from './subscription-request.ts';

/**
 * Close codes: 1007 and 1013 are registered with IANA (invalid data, try again later). 4410 is the
 * lab's own, after HTTP's 410.
 */
export const CLOSE_INVALID = 1007;
export const CLOSE_TRY_LATER = 1013;
export const CLOSE_GONE = 4410;

const publicationCheck = Compile(Publication);

/** A frame from a client, which publishes to the topic that its connection follows. */
function parsePublication(text: string): Publication | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return publicationCheck.Check(value) ? value : undefined;
  } catch {
    return undefined; // The caller treats it like JSON of the wrong shape.
  }
}

/** An unmasked close frame (RFC 6455 §5.5.1). */
function closeFrame(code: number, reason: string): Buffer {
  const text = Buffer.from(reason);
  return Buffer.concat([Buffer.from([0x88, 2 + text.length, code >> 8, code & 0xff]), text]);
}

const Query = Type.Object({
  ...SubscriptionQuery.properties,
  encoding: Type.Optional(Type.Enum(WEBSOCKET_ENCODINGS)),
});

/**
 * `GET /notifications/socket?topic=T&after=C`, upgraded: one text frame per notification, and a
 * ping as heartbeat. With `encoding=binary` the JSON is in binary frames. With `encoding=msgpack`
 * the frames contain MessagePack, if the feed has it. Without `after`, a frame `{"cursor":C}` with
 * the starting cursor comes first. A frame `{"payload": …}` from the subscriber publishes. The app
 * must have the plugin @fastify/websocket.
 */
export const websocket: FastifyPluginAsyncTypebox<TransportContext> = async (
  app,
  { feed, limits, heartbeat },
) => {
  const frames: Record<WebSocketEncoding, Frame> = {
    text: framedOnce(webSocketTextFrame),
    binary: framedOnce(({ json }) => webSocketBinaryFrame(json)),
    msgpack: framedOnce(({ messagePack }) => webSocketBinaryFrame(messagePack as Buffer)),
  };
  const streams = new Set<() => void>();

  app.get('/notifications/socket', { websocket: true, schema: { querystring: Query } }, (ws, request) => {
    const { topic, after, encoding = 'text' } = request.query;
    const { socket } = request.raw;
    let awaitsPong = false;

    function publish(publication: Publication, arrival: Arrival): void {
      try {
        feed.append({ ...publication, topic }, arrival);
      } catch (error) {
        ws.close(CLOSE_TRY_LATER, (error as Error).message);
      }
    }

    ws.on('pong', () => {
      awaitsPong = false;
    });
    // A protocol error or an overlong frame ends only this connection, with ws's own close code.
    ws.on('error', () => {});
    ws.on('message', (data, isBinary) => {
      const receivedAt = nowMicros();
      const text = isBinary ? '' : data.toString();
      const publication = parsePublication(text);
      if (publication) publish(publication, { receivedAt, payloadText: payloadText(text) });
      else ws.close(CLOSE_INVALID, 'a frame must be text: {"payload": …}');
    });

    const stop = pushStream({
      feed,
      topic,
      after,
      // Writes directly to the socket and not by ws.send: the frame is already built, once for all
      // subscribers.
      socket,
      frame: frames[encoding],
      // Writes nothing during the close handshake, whichever side began it.
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
        cutOff(socket, topic, closeFrame(CLOSE_TRY_LATER, reason), limits.cutOffGraceMs);
      },
    });
    streams.add(stop);
    socket.on('close', () => streams.delete(stop));
  });

  app.addHook('preClose', async () => {
    for (const stop of streams) stop();
  });
};
