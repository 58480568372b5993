import { type Static, Type } from 'typebox';
import { TRANSPORTS } from '../../scenarios/load/transport.ts';
import { PRESETS } from '../../scenarios/scenario.ts';
import { count, exact, nullable, quantity } from './parts.ts';

const byBlock = (description: string) => Type.Array(nullable(quantity('')), { description });

const Cell = Type.Object(
  {
    scenario: Type.String(),
    point: Type.String(),
    transport: Type.Enum(TRANSPORTS),
    blocks: Type.Array(count('a block with a valid trial')),
    values: Type.Object(
      {
        p50: byBlock('median latency in ms, one for each of `blocks`'),
        p99: byBlock('p99 latency in ms'),
        cpu: byBlock('server CPU per delivery in µs'),
        bytes: byBlock('application bytes per delivery'),
        wire: byBlock('wire bytes per delivery'),
      },
      exact,
    ),
  },
  exact,
);

/** A run in compact form: what its comparisons rest on, and what the machine was. */
export const RecordedSession = Type.Object(
  {
    id: Type.String(),
    startedAt: Type.String(),
    commit: nullable(Type.String()),
    preset: Type.Enum(PRESETS),
    processor: Type.String(),
    kernel: Type.String(),
    serverKeptAwake: Type.Boolean(),
    garbageCollected: Type.Optional(
      Type.Boolean({ description: 'by the server before the warm-up; missing in older sessions' }),
    ),
    tcpCongestionControl: Type.Optional(
      nullable(Type.String({ description: 'null if unknown, missing in older sessions' })),
    ),
    workloads: nullable(
      Type.Record(Type.String(), quantity('median over blocks'), {
        description: 'reference workloads; null where they were not measured',
      }),
    ),
    cells: Type.Array(Cell),
  },
  exact,
);
export type RecordedSession = Static<typeof RecordedSession>;
