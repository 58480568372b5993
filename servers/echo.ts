import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { TransportContext } from './transports/subscription-request.ts';

/**
 * A WebSocket at `/echo` that sends every message back as it came, text as text and binary as
 * binary: what the examples in introductions expect. Pages of any origin may open it, because it
 * gives nothing but what they sent. A client that does not read is not read from, and is cut off
 * when it has not answered two pings.
 */
export const echo: FastifyPluginAsyncTypebox<TransportContext> = async (app, { limits, heartbeat }) => {
  app.get('/echo', { websocket: true, config: { anyOrigin: true } }, ws => {
    const isBehind = () => ws.bufferedAmount > limits.maxUnreadBytes;
    let unansweredPings = 0;
    const removeBeat = heartbeat.add(() => {
      if (unansweredPings === 2) return ws.terminate();
      unansweredPings++;
      ws.ping();
    });
    ws.on('pong', () => {
      unansweredPings = 0;
    });
    ws.on('close', removeBeat);
    // A protocol error or an overlong frame ends only this connection, with ws's own close code.
    ws.on('error', () => {});
    ws.on('message', (data, isBinary) => {
      ws.send(data as Buffer, { binary: isBinary }, () => {
        if (!isBehind()) ws.resume();
      });
      if (isBehind()) ws.pause();
    });
  });
};
