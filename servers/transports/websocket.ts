import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { RawData } from 'ws';
import type { Cursor } from '../../scenarios/load/cursor.ts';
import { nowMicros, Publication } from '../../scenarios/load/notification.ts';
import { payloadText } from '../../scenarios/load/payload-text.ts';
import { MISSED_PONGS } from '../../scenarios/load/time-outs.ts';
import { WEBSOCKET_ENCODINGS } from '../../scenarios/load/transport-options.ts';
import type { Arrival } from '../feed/feed.ts';
import { DEFAULT_LIMITS } from '../feed/limits.ts';
import { carrierOf } from '../http2/carrier.ts';
import { frameFault } from './frame-fault.ts';
import { webSocketTextFrame } from './framing.ts';
import { pushStream } from './push-stream.ts';
import { cutOff } from './slow-reader.ts';
import { cursorIn, cursorOr, SubscriptionQuery, type TransportContext } from './subscription-request.ts';
import { isDeflated, webSocketOutlets } from './web-socket-outlet.ts';
import { CLOSE_GONE, CLOSE_INVALID, CLOSE_TRY_LATER, closeFrame } from './websocket-close.ts';
import { awaitResume, RESUME } from './websocket-resume.ts';

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

const Query = Type.Object({
  ...SubscriptionQuery.properties,
  after: Type.Optional(cursorOr(RESUME)),
  encoding: Type.Optional(Type.Enum(WEBSOCKET_ENCODINGS)),
});

/**
 * `GET /notifications/socket?topic=T&after=C`, upgraded, or over HTTP/2 an extended CONNECT: a text
 * frame `{"cursor":C}` from which it starts, one text frame per notification, and a ping as
 * heartbeat. With `after=resume` it waits for a frame `{"resume":C}` from the subscriber. With
 * `encoding=binary` the JSON is in binary frames. With `encoding=msgpack` the frames contain
 * MessagePack, if the feed has it. A frame `{"payload": …}` from the subscriber publishes. The app
 * must have the plugin @fastify/websocket. Notifications are compressed where both sides have
 * agreed to.
 */
export const websocket: FastifyPluginAsyncTypebox<TransportContext> = async (
  app,
  { feed, limits, heartbeat, observe, compression, deflate },
) => {
  const outletOf = webSocketOutlets(compression, deflate);
  const streams = new Set<() => void>();

  const options = {
    websocket: true,
    schema: { querystring: Query },
    // Before the upgrade: a listener that found no MessagePack would fail with each notification.
    preHandler: async ({ query }: { query: unknown }) => {
      if ((query as Static<typeof Query>).encoding !== 'msgpack' || feed.packed) return;
      throw Object.assign(new Error('encoding=msgpack: this feed has JSON alone'), { statusCode: 400 });
    },
  } as const;

  app.get('/notifications/socket', options, (ws, request) => {
    const { topic, after, encoding = 'text' } = request.query;
    const socket = carrierOf(request);
    const observer = observe?.('websocket', topic, socket);
    let unanswered = 0;

    function publish(publication: Publication, arrival: Arrival): void {
      const refuse = (error: Error) => {
        observer?.ends(`not stored: ${error.message}`);
        ws.close(CLOSE_TRY_LATER, error.message);
      };
      try {
        const stored = feed.append({ ...publication, topic }, arrival);
        if (stored instanceof Promise) stored.catch(refuse);
      } catch (error) {
        refuse(error as Error);
      }
    }

    function receive(data: RawData, isBinary: boolean): void {
      const receivedAt = nowMicros();
      if (ws.readyState !== ws.OPEN) return;
      const text = isBinary ? '' : data.toString();
      const publication = parsePublication(text);
      if (publication) {
        publish(publication, { receivedAt, payloadText: payloadText(text) });
        return;
      }
      const fault = frameFault(data.toString(), isBinary);
      observer?.ends(`invalid frame: ${fault}`);
      ws.close(CLOSE_INVALID, fault);
    }

    function beat(): void {
      if (unanswered === MISSED_PONGS) {
        const reason = `no pong for ${(MISSED_PONGS * limits.heartbeatMs) / 1000} s`;
        observer?.ends(reason);
        ws.close(CLOSE_TRY_LATER, reason);
        return;
      }
      unanswered++;
      ws.ping();
    }

    function follow(from: Cursor | undefined): void {
      ws.on('message', receive);
      const stop = pushStream({
        feed,
        topic,
        after: from,
        socket,
        outlet: outletOf(ws, socket, encoding),
        // Writes nothing during the close handshake, whichever side began it.
        isOpen: () => ws.readyState === ws.OPEN,
        onStart: cursor => socket.write(webSocketTextFrame({ json: Buffer.from(`{"cursor":"${cursor}"}`) })),
        maxUnreadBytes: limits.maxUnreadBytes,
        heartbeat: { schedule: heartbeat, beat },
        onGone: error => ws.close(CLOSE_GONE, error.message),
        onSlow: () => {
          const reason = `over ${limits.maxUnreadBytes} bytes unread`;
          const end = () => {
            // What `ws` still compresses must go out first.
            if (compression === 'shared-context' && isDeflated(ws)) ws.close(CLOSE_TRY_LATER, reason);
            else socket.end(closeFrame(CLOSE_TRY_LATER, reason));
          };
          cutOff(socket, topic, end, limits.cutOffGraceMs);
        },
        observer,
      });
      streams.add(stop);
      socket.on('close', () => streams.delete(stop));
    }

    ws.on('pong', () => {
      unanswered = 0;
    });
    // A protocol error or an overlong frame ends only this connection, with ws's own close code.
    ws.on('error', error => observer?.ends(`invalid frame: ${error.message}`));
    if (after === RESUME) awaitResume(ws, limits.heartbeatMs || DEFAULT_LIMITS.heartbeatMs, follow);
    else follow(cursorIn(after));
  });

  app.addHook('preClose', async () => {
    for (const stop of streams) stop();
  });
};
