import { type Static, Type } from 'typebox';

const exact = { additionalProperties: false };

/** When a fault begins that lasts for a while. */
const lasting = { atSeconds: Type.Number({ minimum: 0 }), forSeconds: Type.Number({ minimum: 0 }) };

/** What may happen to a broker that comes back. */
export const BROKER_FAULTS = ['paused', 'killed', 'cut'] as const;
export type BrokerFault = (typeof BROKER_FAULTS)[number];

/** A fault that the lab causes, `atSeconds` after the window has begun. */
export const Fault = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('restart', { description: 'the server is killed and started again' }),
      ...lasting,
    },
    exact,
  ),
  Type.Object(
    {
      kind: Type.Literal('cut', { description: 'the cable passes nothing in either direction' }),
      ...lasting,
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
  Type.Object(
    {
      kind: Type.Literal('broker', { description: 'the broker is not there for a while' }),
      how: Type.Enum(BROKER_FAULTS, {
        description:
          'paused: its process stands still; killed: it ends at once, and is started again; cut: no packet passes between it and the servers',
      }),
      ...lasting,
    },
    exact,
  ),
  Type.Object(
    {
      kind: Type.Literal('release', {
        description: 'every server is replaced by a new one, one after the other',
      }),
      atSeconds: Type.Number({ minimum: 0 }),
      everySeconds: Type.Number({ minimum: 0, description: 'from the end of one to the end of the next' }),
      drains: Type.Boolean({
        description: 'true: it takes nobody any more, ends what stands and then itself; false: it is killed',
      }),
    },
    exact,
  ),
]);
export type Fault = Static<typeof Fault>;

/** Whether a fault happens to the network between processes, which must be the lab’s own. */
export const needsCable = (fault: Fault | undefined): boolean =>
  fault?.kind === 'cut' || fault?.kind === 'address' || (fault?.kind === 'broker' && fault.how === 'cut');
