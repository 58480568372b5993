import { type Static, Type } from 'typebox';
import { count, exact, nullable, quantity } from './parts.ts';

export const Environment = Type.Object(
  {
    cpu: Type.Object(
      {
        model: Type.String(),
        cores: count(''),
        serverCores: nullable(Type.String({ description: 'the cores that the server may use; null: any' })),
        clientCores: nullable(Type.String()),
        clientWorkers: Type.Optional(count('processes that the subscribers are dealt out to, at most')),
        governor: nullable(
          Type.String({ description: 'of the processor’s frequency; null where the system does not tell' }),
        ),
      },
      exact,
    ),
    memoryBytes: quantity(''),
    os: Type.String(),
    kernel: Type.String(),
    limits: Type.Object(
      {
        openFiles: nullable(count('files that one process may open')),
        processes: nullable(count('processes that this user may have')),
        quotaCores: nullable(quantity('CPU time that the control group may use, in cores')),
        memoryBytes: nullable(quantity('that the control group may use')),
      },
      { ...exact, description: 'what the system allows the lab; null: no limit, or it does not tell' },
    ),
    node: Type.String(),
    v8: Type.String(),
    container: nullable(Type.String({ description: 'docker, podman, kubernetes, …; null when in none' })),
    virtualization: nullable(
      Type.String({ description: 'the hypervisor; null on bare metal or where unknown' }),
    ),
    dependencies: Type.Record(Type.String(), Type.String(), {
      description: 'name and version of every installed package, those of packages included',
    }),
    directDependencies: Type.Array(Type.String(), {
      description: 'names of the packages that the code of the lab itself uses, the others being theirs',
    }),
    network: Type.Enum(['loopback', 'isolated', 'emulated']),
    networkNotice: nullable(
      Type.String({ description: 'why the network is not the isolated one; null when it is' }),
    ),
    stealPercent: nullable(
      quantity('time that the hypervisor took from this idle machine while it was watched'),
    ),
    hiccups: Type.Object(
      {
        seconds: quantity('for which it was watched, before the run and before each of its blocks'),
        p50Ms: quantity('how late an idle wait ends'),
        p99Ms: quantity(''),
        maxMs: quantity(''),
        loopDelayP99Ms: quantity(
          'how late an idle event loop runs a timer, at p99, the median of these times',
        ),
      },
      { ...exact, description: 'lateness of the idle machine itself, waits of all these times together' },
    ),
    meter: nullable(
      Type.Object(
        {
          seconds: quantity('length of each of the two measurements'),
          idleCpuPercent: quantity('of one core: a server without subscribers or notifications, not metered'),
          meteredCpuPercent: quantity('of one core: the same server, metered'),
        },
        { ...exact, description: 'what the load meter itself costs; null where the system does not tell' },
      ),
    ),
    transit: nullable(
      Type.Object(
        { count: count('deliveries'), meanMs: quantity(''), p50Ms: quantity('') },
        {
          ...exact,
          description:
            'one way, from the scheduled moment to the subscriber, over tcp-floor with one subscriber on an idle machine: d of the models',
        },
      ),
    ),
  },
  exact,
);
export type Environment = Static<typeof Environment>;
