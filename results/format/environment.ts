import { type Static, Type } from 'typebox';
import { count, exact, nullable, quantity } from './parts.ts';

export const Environment = Type.Object(
  {
    cpu: Type.Object(
      {
        model: Type.String(),
        cores: count(''),
        serverCores: nullable(Type.String({ description: 'cores that the server may use; null: any' })),
        clientCores: nullable(Type.String()),
        serverKeptAwake: Type.Optional(
          Type.Boolean({
            description:
              'a process of the lowest priority kept the server’s cores awake; missing in older runs',
          }),
        ),
        clientWorkers: Type.Optional(
          count('largest number of processes among which the subscribers are divided'),
        ),
        governor: nullable(
          Type.String({ description: 'frequency governor of the processor; null if unknown' }),
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
        quotaCores: nullable(
          quantity(
            'CPU time that the control group may use, in cores: the tightest of it and those above it',
          ),
        ),
        memoryBytes: nullable(
          quantity('memory that the control group may use: the tightest of it and those above it'),
        ),
      },
      { ...exact, description: 'limits of the system for the lab; null: no limit, or unknown' },
    ),
    node: Type.String(),
    v8: Type.String(),
    container: nullable(Type.String({ description: 'docker, podman, kubernetes, …; null if in none' })),
    virtualization: nullable(
      Type.String({ description: 'the hypervisor; null on bare metal or if unknown' }),
    ),
    dependencies: Type.Record(Type.String(), Type.String(), {
      description: 'name and version of every installed package, indirect dependencies included',
    }),
    directDependencies: Type.Array(Type.String(), {
      description: 'names of the packages that the lab’s own code uses; all others are indirect',
    }),
    network: Type.Enum(['loopback', 'isolated', 'emulated']),
    networkNotice: nullable(
      Type.String({ description: 'why the network is not the isolated one; null if it is' }),
    ),
    tcpCongestionControl: Type.Optional(
      nullable(
        Type.String({
          description:
            'congestion control of the server’s TCP connections without a path, such as cubic; null if unknown, missing in older runs. Paths have their own',
        }),
      ),
    ),
    garbageCollected: Type.Optional(
      Type.Boolean({
        description: 'whether the server collected its garbage before each warm-up; missing in older runs',
      }),
    ),
    stealPercent: nullable(
      quantity('share of time that the hypervisor took from this idle machine during the check'),
    ),
    hiccups: Type.Object(
      {
        seconds: quantity('duration of the check, before the run and before each of its blocks'),
        p50Ms: quantity('lateness of the end of an idle wait'),
        p99Ms: quantity(''),
        maxMs: quantity(''),
        loopDelayP99Ms: quantity(
          'lateness of a timer in an idle event loop at p99, the median of these checks',
        ),
        throttledPercent: Type.Optional(
          nullable(
            quantity(
              'share of these checks for which a CPU quota stopped them, added over the cores; null if unknown, missing in older runs',
            ),
          ),
        ),
      },
      { ...exact, description: 'lateness of the idle machine itself, over the waits of all these checks' },
    ),
    meter: nullable(
      Type.Object(
        {
          seconds: quantity('length of each of the two measurements'),
          idleCpuPercent: quantity('of one core: a server without subscribers or notifications, not metered'),
          meteredCpuPercent: quantity('of one core: the same server, metered'),
        },
        { ...exact, description: 'cost of the load meter itself; null if unknown' },
      ),
    ),
    transit: nullable(
      Type.Object(
        { count: count('deliveries'), meanMs: quantity(''), p50Ms: quantity('') },
        {
          ...exact,
          description:
            'd of the models: one way, from the scheduled moment to the subscriber, over tcp-floor with one subscriber on an idle machine',
        },
      ),
    ),
  },
  exact,
);
export type Environment = Static<typeof Environment>;
