import type { Run } from '../../results/format/run.ts';
import { upgraded } from '../../results/format/upgrade.ts';
import { TRANSPORTS } from '../../scenarios/load/transport.ts';

/** Throws one line about the first fault of the value at `path`. */
type Check = (value: unknown, path: string) => void;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : String(value);
}

const must =
  (words: string, holds: (value: unknown) => boolean): Check =>
  (value, path) => {
    if (!holds(value)) throw new Error(`${path || 'the file'} is ${shown(value)}; it must be ${words}`);
  };

const text = must('a string', value => typeof value === 'string');
const flag = must('true or false', value => typeof value === 'boolean');
const quantity = must(
  'a number of at least 0',
  value => typeof value === 'number' && Number.isFinite(value) && value >= 0,
);
const record = must('an object', isRecord);
const oneOf = (known: readonly string[]) =>
  must(`one of ${known.join(', ')}`, value => known.includes(value as string));

const nullable =
  (check: Check): Check =>
  (value, path) => {
    if (value !== null) check(value, path);
  };

const listOf =
  (check: Check): Check =>
  (value, path) => {
    must('a list', Array.isArray)(value, path);
    for (const [index, one] of (value as unknown[]).entries()) check(one, `${path}/${index}`);
  };

/** An object with at least these fields. */
const object =
  (fields: Record<string, Check>): Check =>
  (value, path) => {
    record(value, path);
    for (const [name, check] of Object.entries(fields))
      check((value as Record<string, unknown>)[name], `${path}/${name}`);
  };

const mapOf =
  (key: Check, check: Check): Check =>
  (value, path) => {
    record(value, path);
    for (const [name, one] of Object.entries(value as object)) {
      key(name, `a name in ${path}`);
      check(one, `${path}/${name.slice(0, 40)}`);
    }
  };

const environment = object({
  cpu: object({
    model: text,
    cores: quantity,
    serverCores: nullable(text),
    clientCores: nullable(text),
    governor: nullable(text),
  }),
  memoryBytes: quantity,
  os: text,
  kernel: text,
  limits: object({ quotaCores: nullable(quantity) }),
  node: text,
  v8: text,
  container: nullable(text),
  virtualization: nullable(text),
  dependencies: mapOf(text, text),
  directDependencies: listOf(text),
  network: text,
  stealPercent: nullable(quantity),
  hiccups: object({ p99Ms: quantity }),
});

const scenario = object({
  id: text,
  title: text,
  parameters: object({ blocks: quantity, warmUpSeconds: quantity, windowSeconds: quantity }),
  points: listOf(
    object({
      id: text,
      label: text,
      load: object({
        transports: mapOf(oneOf(TRANSPORTS), record),
        subscribers: quantity,
        arrivals: object({ kind: text }),
      }),
    }),
  ),
});

const attempted = object({
  scenario: text,
  point: text,
  transport: oneOf(TRANSPORTS),
  block: quantity,
  attempt: quantity,
  arm: nullable(text),
  status: oneOf(['valid', 'invalid', 'error']),
  reasons: listOf(text),
});

const summary = object({ count: quantity, mean: quantity, p50: quantity, p99: quantity, max: quantity });
const bytes = object({ downBytes: quantity, upBytes: quantity });

const measured = object({
  latencyMs: nullable(object({ fromSchedule: summary })),
  windowMs: quantity,
  generator: object({ scheduledInWindow: quantity }),
  server: object({
    cpuMicrosPerDelivery: nullable(quantity),
    cpuMicrosPerSubscriberSecond: quantity,
    rssBytes: quantity,
    rssBytesBeforeConnect: quantity,
    requests: quantity,
  }),
  bandwidth: object({
    bytesPerDelivery: nullable(quantity),
    wireBytesPerDelivery: nullable(quantity),
    application: bytes,
    wire: nullable(bytes),
  }),
  phases: nullable(listOf(object({ id: text, latencyMs: summary }))),
  visits: nullable(
    object({
      cpuMicrosPerVisit: quantity,
      applicationBytesPerVisit: quantity,
      wireBytesPerVisit: nullable(quantity),
    }),
  ),
  recovery: nullable(object({ sinceClearedMs: nullable(summary) })),
  stalled: nullable(object({ peakRssBytes: quantity })),
});

const trial: Check = (value, path) => {
  attempted(value, path);
  if ((value as { status: string }).status !== 'error') measured(value, path);
};

const run = object({
  run: object({
    id: text,
    startedAt: text,
    status: text,
    preset: text,
    seed: quantity,
    aa: flag,
    git: nullable(object({ commit: text, dirty: flag })),
  }),
  environment,
  scenarios: listOf(scenario),
  trials: listOf(trial),
});

function parsed(fileText: string): unknown {
  try {
    return JSON.parse(fileText);
  } catch (error) {
    throw new Error(`it is not a run.json (${(error as Error).message})`);
  }
}

/**
 * Reads a run from the text of any file. It checks the fields that a comparison of runs uses, and
 * throws one line about the first fault. results/format/run-file.ts checks the whole schema; its
 * library would be the largest part of every report.
 */
export function runFromText(fileText: string, schemaVersion: number): Run {
  const value = upgraded(parsed(fileText));
  record(value, '');
  const version = (value as { schemaVersion?: unknown }).schemaVersion;
  if (version !== schemaVersion) {
    throw new Error(
      `its schemaVersion is ${shown(version)}; this report reads ${schemaVersion - 1} and ${schemaVersion}`,
    );
  }
  run(value, '');
  return value as Run;
}
