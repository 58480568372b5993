import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { type FastifyPluginAsyncTypebox, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { nowMicros } from '../scenarios/load/notification.ts';
import { resetSockets } from './reset-sockets.ts';
import type { TransportContext } from './transports/subscription-request.ts';

/** The topic of the demonstration. */
export const DEMO_TOPIC = 'news';
const MAX_RATE_PER_SECOND = 20;
const FIRST_RATE_PER_SECOND = 0.5;

const Order = Type.Union([
  Type.Object({ do: Type.Literal('publish') }, { additionalProperties: false }),
  Type.Object({ do: Type.Literal('cut') }, { additionalProperties: false }),
  Type.Object(
    {
      do: Type.Literal('rate'),
      perSecond: Type.Number({ minimum: 0, maximum: MAX_RATE_PER_SECOND }),
    },
    { additionalProperties: false },
  ),
]);

const HEADLINES = [
  'Bus 7 is two minutes away',
  'A seat by the window is free again',
  'Goal in the 63rd minute',
  'Your parcel is next but four',
  'Anna is typing',
  'The kettle has boiled',
  'Platform changed: 4 instead of 2',
  'Wind from the west, 14 km/h',
];

/**
 * A small publisher for the demonstration, and its controls. `GET /demo` returns the rate and the
 * server's clock, so that a page can synchronise with it. `POST /demo` takes `{do: 'publish'}` to
 * publish once, `{do: 'cut'}` to reset every other connection, or `{do: 'rate', perSecond}`.
 */
export const demo: FastifyPluginAsyncTypebox<TransportContext> = async (app, { feed }) => {
  const sockets = new Set<Socket>();
  let ratePerSecond = FIRST_RATE_PER_SECOND;
  let timer: NodeJS.Timeout | undefined;

  async function publish(): Promise<number> {
    const text = HEADLINES[feed.newestSeq(DEMO_TOPIC) % HEADLINES.length];
    return (await feed.append({ topic: DEMO_TOPIC, payload: { text } })).seq;
  }

  function setRate(perSecond: number): void {
    ratePerSecond = perSecond;
    clearInterval(timer);
    timer = perSecond === 0 ? undefined : setInterval(publish, 1000 / perSecond);
  }

  function cut(except: Socket): number {
    const others = [...sockets].filter(socket => socket !== except);
    resetSockets(others);
    return others.length;
  }

  // Those that requests have: with TLS not the sockets below it.
  const isTls = app.server instanceof TlsServer;
  app.server.on(isTls ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  app.get('/demo', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ nowMicros: nowMicros(), ratePerSecond }),
  );

  app.post(
    '/demo',
    { schema: { body: Order }, validatorCompiler: TypeBoxValidatorCompiler },
    async (request, reply) => {
      const order = request.body;
      if (order.do === 'publish') return reply.send({ seq: await publish() });
      if (order.do === 'cut') return reply.send({ connections: cut(request.raw.socket) });
      setRate(order.perSecond);
      return reply.send({ ratePerSecond });
    },
  );

  setRate(ratePerSecond);
  app.addHook('preClose', async () => clearInterval(timer));
};
