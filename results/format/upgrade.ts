type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields that version 3 had under other names, wherever in scenarios and trials they stand. */
const NAMES: Readonly<Record<string, string>> = {
  witness: 'tool',
  witnesses: 'tools',
  witnessed: 'toolReport',
  mendedAtMs: 'clearedAtMs',
  sinceMendedMs: 'sinceClearedMs',
  edgeLatenessMs: 'counterReadDelayMs',
  foreignCpuPercent: 'otherCpuPercent',
};

/** Ids of scenarios and gates that version 3 had under other names. */
const IDS: Readonly<Record<string, string>> = {
  witness: 'cross-check',
  'server-edge': 'server-counters',
  'client-edge': 'client-counters',
  'foreign-server': 'others-server',
  'foreign-clients': 'others-clients',
};
const ID_FIELDS = ['id', 'scenario'];

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      NAMES[name] ?? name,
      typeof one === 'string' && ID_FIELDS.includes(name) ? (IDS[one] ?? one) : renamed(one),
    ]),
  );
}

/** What only the runtime of the server's process can tell stands together since version 4. */
function withRuntime(trial: unknown): unknown {
  if (!isObject(trial) || !isObject(trial.server)) return trial;
  const { heapUsedBytes, heapUsedBytesBeforeConnect, externalBytes, eventLoop, gcMs, ...server } =
    trial.server;
  const runtime = { heapUsedBytes, heapUsedBytesBeforeConnect, externalBytes, eventLoop, gcMs };
  return { ...trial, server: { ...server, runtime } };
}

const trialsOf = (trials: unknown) => (Array.isArray(trials) ? trials.map(withRuntime) : trials);

/**
 * A run of schema version 3 as version 4 has it: some names are others, nothing else. Any other value comes back as it is, for
 * the reader to judge.
 */
export function upgraded(run: unknown): unknown {
  if (!isObject(run) || run.schemaVersion !== 3) return run;
  const { witnesses, trials, scenarios, ...rest } = run;
  return {
    ...rest,
    schemaVersion: 4,
    scenarios: renamed(scenarios),
    trials: trialsOf(renamed(trials)),
    ...(witnesses !== undefined && { toolTrials: trialsOf(renamed(witnesses)) }),
  };
}
