type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields with other names in version 3, anywhere in scenarios and trials. */
const NAMES: Readonly<Record<string, string>> = {
  witness: 'tool',
  witnesses: 'tools',
  witnessed: 'toolReport',
  mendedAtMs: 'clearedAtMs',
  sinceMendedMs: 'sinceClearedMs',
  edgeLatenessMs: 'counterReadDelayMs',
  foreignCpuPercent: 'otherCpuPercent',
};

/** Ids of scenarios and gates with other names in version 3. */
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

/**
 * Since version 4, the values that only the runtime of the server's process can report are in one
 * object.
 */
function withRuntime(trial: unknown): unknown {
  if (!isObject(trial) || !isObject(trial.server)) return trial;
  const { heapUsedBytes, heapUsedBytesBeforeConnect, externalBytes, eventLoop, gcMs, ...server } =
    trial.server;
  const runtime = { heapUsedBytes, heapUsedBytesBeforeConnect, externalBytes, eventLoop, gcMs };
  return { ...trial, server: { ...server, runtime } };
}

const trialsOf = (trials: unknown) => (Array.isArray(trials) ? trials.map(withRuntime) : trials);

/**
 * Converts a run of schema version 3 to version 4: only some names differ. Any other value is
 * returned unchanged, for the reader to check.
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
