import { type FastifyPluginAsyncTypebox, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Draft, type MonotonicMicros, nowMicros } from '../scenarios/load/notification.ts';
import type { TransportContext } from './transports/subscription-request.ts';

/**
 * `POST /notifications` `{topic, payload}`, with timestamps from a client that shares the clock.
 * Answers 202 with the notification's seq.
 */
export const publish: FastifyPluginAsyncTypebox<TransportContext> = async (app, { feed }) => {
  const receivedAt = new WeakMap<FastifyRequest, MonotonicMicros>();
  // Fastify's own validator would convert numbers into text and drop unknown properties instead of
  // refusing them.
  app.post(
    '/notifications',
    {
      schema: { body: Draft },
      validatorCompiler: TypeBoxValidatorCompiler,
      onRequest: async request => void receivedAt.set(request, nowMicros()),
    },
    (request, reply) => {
      const { seq } = feed.append(request.body, receivedAt.get(request));
      return reply.code(202).send({ seq });
    },
  );
};
