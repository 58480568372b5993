import { type Static, Type } from 'typebox';
import { Load } from '../../scenarios/load/load.ts';
import { PRESETS, Search } from '../../scenarios/scenario.ts';
import { Environment } from './environment.ts';
import { count, exact, nullable, quantity } from './parts.ts';
import { PathCalibration } from './path.ts';
import { ReferenceWorkloads } from './reference-workloads.ts';
import { Git, Session } from './session.ts';
import { Trial } from './trial.ts';

/** Increases if a reader of older files would misread a newer one. */
export const SCHEMA_VERSION = 4;

const RunPoint = Type.Object(
  {
    id: Type.String(),
    label: Type.String(),
    load: Load,
    windowSeconds: quantity(''),
    blocks: Type.Optional(count('number of blocks, if it differs from the scenario’s')),
  },
  exact,
);
/** One measured point. */
export type RunPoint = Static<typeof RunPoint>;

const RunScenario = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    question: Type.String(),
    answeredBy: Type.Optional(Type.String({ description: 'id of the measure that answers the question' })),
    prediction: Type.String(),
    claims: Type.Array(Type.String()),
    parameters: Type.Object(
      { blocks: count(''), warmUpSeconds: quantity(''), windowSeconds: quantity('') },
      exact,
    ),
    points: Type.Array(RunPoint),
    search: nullable(Search),
  },
  exact,
);
export type RunScenario = Static<typeof RunScenario>;

/** The contents of run.json: the only link between bench and report. */
export const Run = Type.Object(
  {
    schemaVersion: Type.Literal(SCHEMA_VERSION),
    run: Type.Object(
      {
        id: Type.String(),
        startedAt: Type.String(),
        finishedAt: nullable(Type.String()),
        status: Type.Enum(['running', 'complete', 'interrupted', 'failed']),
        command: Type.String(),
        preset: Type.Enum(PRESETS),
        seed: Type.Integer(),
        aa: Type.Boolean({ description: 'A/A run: each transport was compared with itself' }),
        repeats: nullable(Type.String({ description: 'id of the run that this one repeats' })),
        trialsPlanned: count(''),
        git: Git,
      },
      exact,
    ),
    environment: Environment,
    sessions: Type.Optional(
      Type.Array(Session, {
        description:
          'only in a joined run: the runs that it was made from. `run` and `environment` are then those of the first, with the worst hiccups and steal of all',
      }),
    ),
    referenceWorkloads: Type.Optional(
      Type.Array(ReferenceWorkloads, {
        description: 'reference workloads before the blocks; a block before which they failed is left out',
      }),
    ),
    paths: Type.Optional(
      Type.Array(PathCalibration, {
        description: 'each emulated path, as calibrated before its first trial',
      }),
    ),
    scenarios: Type.Array(RunScenario),
    trials: Type.Array(Trial),
    toolTrials: Type.Optional(
      Type.Array(Trial, {
        description: 'trials of external tools; no value, comparison or claim rests on them',
      }),
    ),
  },
  {
    ...exact,
    title: 'Pushlab run',
    description: 'All trials of one run of the bench. Names contain the units.',
  },
);
export type Run = Static<typeof Run>;
