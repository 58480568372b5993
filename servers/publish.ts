import { type FastifyPluginAsyncTypebox, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Draft, type MonotonicMicros, nowMicros } from '../scenarios/load/notification.ts';
import { payloadText } from '../scenarios/load/payload-text.ts';
import { utf8Text } from '../scenarios/load/utf8-text.ts';
import type { TransportContext } from './transports/subscription-request.ts';

/** The body of a POST is no JSON text. */
class BodyError extends Error {
  readonly code = 'BAD_BODY';
  readonly statusCode = 400;
}

/** What is read of a request before its body is checked. */
interface Received {
  receivedAt: MonotonicMicros;
  /** The body's JSON text. */
  text: string;
}

/**
 * `POST /notifications` `{topic, payload}`, with timestamps from a client that shares the clock.
 * The payload is passed on as it came. Answers 202 with the notification's seq.
 */
export const publish: FastifyPluginAsyncTypebox<TransportContext> = async (app, { feed }) => {
  const received = new WeakMap<FastifyRequest, Received>();

  // Fastify's own parser of JSON keeps no text, and refuses the key __proto__.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    let value: unknown;
    try {
      const text = utf8Text(body);
      value = JSON.parse(text);
      (received.get(request) as Received).text = text;
    } catch (error) {
      done(new BodyError(`the body is not JSON: ${(error as Error).message}`));
      return;
    }
    done(null, value);
  });

  // Fastify's own validator would convert numbers into text and drop unknown properties instead of
  // refusing them.
  app.post(
    '/notifications',
    {
      schema: { body: Draft },
      validatorCompiler: TypeBoxValidatorCompiler,
      onRequest: async request => void received.set(request, { receivedAt: nowMicros(), text: '' }),
    },
    async (request, reply) => {
      const { receivedAt, text } = received.get(request) as Received;
      const { seq } = await feed.append(request.body, { receivedAt, payloadText: payloadText(text) });
      return reply.code(202).send({ seq });
    },
  );
};
