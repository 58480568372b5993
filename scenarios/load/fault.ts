import { type Static, Type } from 'typebox';

const exact = { additionalProperties: false };

/** A fault that the lab causes, `atSeconds` after the window has begun. */
export const Fault = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('restart', { description: 'the server is killed and started again' }),
      atSeconds: Type.Number({ minimum: 0 }),
      forSeconds: Type.Number({ minimum: 0 }),
    },
    exact,
  ),
  Type.Object(
    {
      kind: Type.Literal('cut', { description: 'the cable passes nothing in either direction' }),
      atSeconds: Type.Number({ minimum: 0 }),
      forSeconds: Type.Number({ minimum: 0 }),
    },
    exact,
  ),
  Type.Object(
    {
      kind: Type.Literal('address', {
        description: 'the clients get another address: old connections are dead, and neither side is told',
      }),
      atSeconds: Type.Number({ minimum: 0 }),
      toldAfterSeconds: Type.Optional(
        Type.Number({
          minimum: 0,
          description:
            'after this time the clients’ own system tells them, and they replace all connections; absent: never',
        }),
      ),
    },
    exact,
  ),
  Type.Object(
    {
      kind: Type.Literal('disconnect', { description: 'the server resets every connection at once' }),
      atSeconds: Type.Number({ minimum: 0 }),
    },
    exact,
  ),
]);
export type Fault = Static<typeof Fault>;
