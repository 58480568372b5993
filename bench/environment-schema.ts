import { type Static, Type } from 'typebox';
import { count, exact, nullable, quantity } from './schema-parts.ts';

export const Environment = Type.Object(
  {
    cpu: Type.Object(
      {
        model: Type.String(),
        cores: count(''),
        serverCores: nullable(Type.String({ description: 'the cores that the server may use; null: any' })),
        clientCores: nullable(Type.String()),
      },
      exact,
    ),
    memoryBytes: quantity(''),
    os: Type.String(),
    kernel: Type.String(),
    openFilesLimit: nullable(count('files that one process may open')),
    node: Type.String(),
    v8: Type.String(),
    dependencies: Type.Record(Type.String(), Type.String()),
    network: Type.Enum(['loopback', 'isolated', 'emulated']),
    hiccups: Type.Object(
      {
        seconds: quantity('length of the calibration'),
        p50Ms: quantity('how late an idle wait ends'),
        p99Ms: quantity(''),
        maxMs: quantity(''),
      },
      { ...exact, description: 'lateness of the idle machine itself, calibrated before the run' },
    ),
  },
  exact,
);
export type Environment = Static<typeof Environment>;
