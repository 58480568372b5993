import { type Static, Type } from 'typebox';
import { Environment } from './environment.ts';
import { exact, nullable } from './parts.ts';

/** The commit of the code that measured; null if unknown. */
export const Git = nullable(Type.Object({ commit: Type.String(), dirty: Type.Boolean() }, exact));

/** One of the runs that a joined run was made from. */
export const Session = Type.Object(
  {
    id: Type.String({ description: 'id of that run' }),
    startedAt: Type.String(),
    finishedAt: nullable(Type.String()),
    command: Type.String(),
    seed: Type.Integer(),
    git: Git,
    environment: Environment,
  },
  exact,
);
export type Session = Static<typeof Session>;
