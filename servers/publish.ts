import { type FastifyPluginAsyncTypebox, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Topic } from '../scenarios/notification.ts';
import type { TransportContext } from './subscription-request.ts';

const Body = Type.Object(
  { topic: Topic, payload: Type.Unknown() },
  { required: ['topic', 'payload'], additionalProperties: false },
);

/** `POST /notifications` `{topic, payload}`: 202 with the notification's seq. */
export const publish: FastifyPluginAsyncTypebox<TransportContext> = async (app, { feed }) => {
  // Fastify's own validator would turn numbers into text and drop unknown properties instead of refusing them.
  app.post(
    '/notifications',
    { schema: { body: Body }, validatorCompiler: TypeBoxValidatorCompiler },
    (request, reply) => {
      const { seq } = feed.append(request.body);
      return reply.code(202).send({ seq });
    },
  );
};
