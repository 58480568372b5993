import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import type { ParseArgsConfig } from 'node:util';
import { NETWORK_MODES, type NetworkMode } from '../../bench/network/network.ts';
import { withPreset } from '../../bench/run/presets.ts';
import type { Run, RunScenario } from '../../results/format/run.ts';
import { FORMER_NAMES, SETS, type SetName, scenarios } from '../../scenarios/catalogue.ts';
import { REFERENCES, TESTED_TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { PRESETS, type Preset } from '../../scenarios/scenario.ts';
import { readRepeated } from './repeated.ts';
import { replayed } from './replayed.ts';
import { optionsGiven, REPLAY_OPTIONS, REPLAY_USAGE, replayWishes } from './trace-options.ts';
import { numberIn, oneOf, parseCommandLine, UsageError } from './usage-error.ts';

export interface BenchOptions {
  list: boolean;
  help: boolean;
  scenarios: RunScenario[];
  preset: Preset;
  seed: number;
  /** Each transport runs against itself, without references. */
  aa: boolean;
  /** Null: the isolated network if the system allows it, else loopback. */
  network: NetworkMode | null;
  /** The run to repeat, if any. */
  repeated: Run | null;
  /** The path of a trace of the user's; null without one. */
  traceFile: string | null;
  /** Lines to say before the first trial. */
  notes: string[];
  resultsFolder: string;
  serverPort: number;
}

const REPLAYED = 'trace';
/** Options allowed with --repeat; all other settings come from the repeated run. */
const BESIDE_REPEAT = ['--repeat', '--results', '--port', '--trace'];

const SET_NAMES = Object.keys(SETS) as SetName[];

export const USAGE = `npm run bench                              runs the tour: ${SETS.tour.map(({ id }) => id).join(', ')}
npm run bench -- SCENARIO …                runs only these scenarios; --list shows all
  --set NAME         a set of scenarios: ${SET_NAMES.join(', ')}
  --preset NAME      ${PRESETS.join(', ')} (default: quick)
  --transports A,B   only these transports: ${TESTED_TRANSPORTS.join(', ')}; references always run too
  --seed N           the same seed gives the same schedules and the same order (default: random)
  --aa               compares each transport with itself: counts differences found where there are none
${REPLAY_USAGE}
  --network NAME     ${NETWORK_MODES.join(', ')} (default: isolated if the system allows it)
  --repeat FOLDER    repeats a run with all its settings; only --results and --port are allowed with it,
                     and --trace, which says where its trace is now
  --results FOLDER   parent folder of the run's folder (default: results)
  --port N           port of the server under test (default: any free one)
  --list             shows each scenario with its question and duration
  --help             shows this help

A closed pipe, as in npm run bench | head -3, ends nothing: the run goes on and writes its results.
Exit code: 0 for a complete run, 1 if a trial ended in an error, 2 for wrong use, 130 after Ctrl-C.`;

/** Keeps the wanted transports and the references in each point that has them. */
function restricted(
  scenario: RunScenario,
  wanted: readonly Transport[],
  beside: readonly Transport[],
): RunScenario {
  const points = scenario.points.flatMap(point => {
    const kept = Object.entries(point.load.transports).filter(
      ([name]) => wanted.includes(name as Transport) || beside.includes(name as Transport),
    );
    if (!kept.some(([name]) => wanted.includes(name as Transport))) return [];
    return [{ ...point, load: { ...point.load, transports: Object.fromEntries(kept) } }];
  });
  if (points.length > 0) return { ...scenario, points };
  const has = new Set(scenario.points.flatMap(point => Object.keys(point.load.transports)));
  throw new UsageError(
    `scenario ${scenario.id} has none of ${wanted.join(', ')}; it has ${[...has].join(', ')}`,
  );
}

const OPTIONS = {
  set: { type: 'string' },
  preset: { type: 'string', default: 'quick' },
  transports: { type: 'string' },
  seed: { type: 'string' },
  aa: { type: 'boolean', default: false },
  ...REPLAY_OPTIONS,
  network: { type: 'string' },
  repeat: { type: 'string' },
  results: { type: 'string', default: 'results' },
  port: { type: 'string', default: '0' },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options'];

const parse = (args: string[]) =>
  parseCommandLine({ args, allowPositionals: true, tokens: true, options: OPTIONS });
type Typed = ReturnType<typeof parse>;
type Asked = Omit<BenchOptions, 'list' | 'help' | 'resultsFolder' | 'serverPort'>;

/** The scenarios and settings named on the command line. */
function chosen({ values, positionals }: Typed): Asked {
  const wishes = replayWishes(values);
  const replays = wishes !== null;
  if (values.set !== undefined && positionals.length > 0) {
    throw new UsageError(`use either --set or scenario names, not both: ${positionals.join(' ')}`);
  }
  const set = values.set === undefined ? 'tour' : oneOf('set', values.set, SET_NAMES);
  const inSet = SETS[set].map(({ id }) => id);
  const replaysOnly = replays && values.set === undefined;
  const asked = positionals.map(name => FORMER_NAMES[name] ?? name);
  const names = asked.length > 0 ? [...new Set(asked)] : replaysOnly ? [REPLAYED] : inSet;
  const ids = scenarios.map(scenario => scenario.id);
  for (const name of names) oneOf('scenario', name, ids);
  if (replays && !names.includes(REPLAYED)) {
    const options = optionsGiven(values).join(', ');
    throw new UsageError(`${options}: only for the scenario ${REPLAYED}`);
  }
  const preset = oneOf('preset', values.preset, PRESETS);
  let named = scenarios.filter(({ id }) => names.includes(id)).map(scenario => withPreset(scenario, preset));
  const notes: string[] = [];
  try {
    const fitted = named.map(scenario => replayed(scenario, preset, wishes ?? {}));
    named = fitted.map(({ scenario }) => scenario);
    notes.push(...fitted.flatMap(one => one.notes));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const wanted = values.transports
    ?.split(',')
    .map(name => oneOf('transport', name.trim(), TESTED_TRANSPORTS));
  if (wanted !== undefined || values.aa) {
    const beside = values.aa ? [] : REFERENCES;
    named = named.map(scenario => restricted(scenario, wanted ?? TESTED_TRANSPORTS, beside));
  }
  return {
    scenarios: named,
    preset,
    seed:
      values.seed === undefined ? randomInt(2 ** 31) : numberIn('--seed', values.seed, 0, 2 ** 31 - 1, true),
    aa: values.aa,
    network: values.network === undefined ? null : oneOf('network', values.network, NETWORK_MODES),
    repeated: null,
    traceFile: wishes?.trace?.file ?? null,
    notes,
  };
}

/** The scenarios and settings of an earlier run. */
function repeatedFrom(folder: string, { tokens, values }: Typed): Asked {
  const words = tokens.map(token => {
    if (token.kind === 'option') return `--${token.name}`;
    return token.kind === 'positional' ? token.value : '--';
  });
  const wrong = words.find(word => !BESIDE_REPEAT.includes(word));
  if (wrong !== undefined) {
    throw new UsageError(`--repeat allows only --results, --port and --trace beside it, not ${wrong}`);
  }
  const trace = values.trace === undefined ? null : resolve(values.trace);
  const { run, ...repeated } = readRepeated(resolve(folder), trace);
  const { preset, seed, aa } = run.run;
  return { preset, seed, aa, ...repeated, repeated: run };
}

/** Reads the command line of the bench. Throws UsageError; has no side effects. */
export function readBenchOptions(args: string[]): BenchOptions {
  const typed = parse(args);
  const { values } = typed;
  return {
    list: values.list,
    help: values.help,
    ...(values.repeat === undefined ? chosen(typed) : repeatedFrom(values.repeat, typed)),
    resultsFolder: resolve(values.results),
    serverPort: numberIn('--port', values.port, 0, 65_535, true),
  };
}
