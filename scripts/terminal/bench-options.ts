import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { NETWORK_MODES, type NetworkMode } from '../../bench/network/network.ts';
import { withPreset } from '../../bench/run/presets.ts';
import type { Run, RunScenario } from '../../results/format/run.ts';
import { SETS, type SetName, scenarios } from '../../scenarios/catalogue.ts';
import { REFERENCES, TESTED_TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { PRESETS, type Preset } from '../../scenarios/scenario.ts';
import { everyPointWith } from './addition.ts';
import { ADDITION_OPTIONS, additionsIn } from './additions.ts';
import type { Command, Options } from './command.ts';
import { readCommandLine, type Typed as TypedLine } from './command-line.ts';
import { OPEN } from './commands.ts';
import { readRepeated } from './repeated.ts';
import { replayed } from './replayed.ts';
import { scenarioIn } from './scenario-name.ts';
import { optionsGiven, REPLAY_OPTIONS, replayWishes } from './trace-options.ts';
import { TRANSPORT_ALIASES } from './transport-aliases.ts';
import { numberIn, oneOf, UsageError } from './usage-error.ts';

export interface BenchOptions {
  list: boolean;
  /** Whether the report opens in the browser. */
  open: boolean;
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
const BESIDE_REPEAT = ['--repeat', '--results', '--port', '--trace', '--open'];

const SET_NAMES = Object.keys(SETS) as SetName[];

/** The options of the bench. */
const OPTIONS = {
  set: { type: 'string', value: 'NAME', help: `a set of scenarios: ${SET_NAMES.join(', ')}` },
  preset: { type: 'string', value: 'NAME', default: 'quick', help: PRESETS.join(', ') },
  transports: {
    type: 'string',
    value: 'A,B',
    help: `only these: ${TESTED_TRANSPORTS.join(', ')}; ws and poll are short for two of them; references always run too`,
  },
  seed: {
    type: 'string',
    value: 'N',
    help: 'the same seed gives the same schedules and the same order (default: random)',
  },
  aa: {
    type: 'boolean',
    help: 'compares each transport with itself: counts differences found where there are none',
  },
  ...REPLAY_OPTIONS,
  ...ADDITION_OPTIONS,
  network: {
    type: 'string',
    value: 'NAME',
    help: `${NETWORK_MODES.join(', ')} (default: isolated if the system allows it)`,
  },
  repeat: {
    type: 'string',
    value: 'FOLDER',
    help: 'repeats a run with all its settings; beside it only --results, --port, --open, and --trace, which says where its trace is now',
  },
  results: { type: 'string', value: 'FOLDER', default: 'results', help: 'parent folder of the run’s folder' },
  port: { type: 'string', value: 'N', help: 'port of the server under test (default: any free one)' },
  open: OPEN,
  list: { type: 'boolean', help: 'shows each scenario with its question and duration' },
} as const satisfies Options;

export const BENCH: Command<typeof OPTIONS> = {
  name: 'bench',
  does: 'Measures, and writes a report that answers: which transport for what, by how much, how sure?',
  usage: [
    ['', `the tour: ${SETS.tour.map(({ id }) => id).join(', ')}`],
    ['SCENARIO …', 'only these scenarios'],
    ['SCENARIO --help', 'what a scenario asks, its points and its duration'],
  ],
  words: [0, Number.POSITIVE_INFINITY],
  options: OPTIONS,
  notes: [
    'Where the machine is too busy to measure, the command asks whether to go on. Without a terminal it says so and goes on. ' +
      'Ctrl-C, or the answer “n”, ends the run and keeps what was measured.',
    'A closed pipe, as in npm run bench | head -3, ends nothing: the run goes on and writes its results. ' +
      'NO_COLOR=1 switches colours off, FORCE_COLOR=1 on.',
    'Exit code: 0 for a complete run, 1 if a trial ended in an error, 2 for wrong use, 130 after Ctrl-C or “n”.',
  ],
};

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

type Typed = TypedLine<typeof OPTIONS>;
type Asked = Omit<BenchOptions, 'list' | 'open' | 'resultsFolder' | 'serverPort'>;

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
  const asked = positionals.map(name => scenarioIn(name).id);
  const names = asked.length > 0 ? asked : replaysOnly ? [REPLAYED] : inSet;
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
    .map(name => oneOf('transport', name.trim(), TESTED_TRANSPORTS, TRANSPORT_ALIASES));
  if (wanted !== undefined || values.aa) {
    const beside = values.aa ? [] : REFERENCES;
    named = named.map(scenario => restricted(scenario, wanted ?? TESTED_TRANSPORTS, beside));
  }
  const network = values.network === undefined ? null : oneOf('network', values.network, NETWORK_MODES);
  for (const addition of additionsIn(values, network)) {
    const added = everyPointWith(named, addition);
    named = added.scenarios;
    notes.push(...added.notes);
  }
  return {
    scenarios: named,
    preset,
    seed:
      values.seed === undefined ? randomInt(2 ** 31) : numberIn('--seed', values.seed, 0, 2 ** 31 - 1, true),
    aa: values.aa,
    network,
    repeated: null,
    traceFile: wishes?.trace?.file ?? null,
    notes,
  };
}

/** The scenarios and settings of an earlier run. */
function repeatedFrom(folder: string, { words, values }: Typed): Asked {
  const wrong = words.find(word => !BESIDE_REPEAT.includes(word));
  if (wrong !== undefined) {
    throw new UsageError(
      `--repeat allows only --results, --port, --trace and --open beside it, not ${wrong}`,
    );
  }
  const trace = values.trace === undefined ? null : resolve(values.trace);
  const { run, ...repeated } = readRepeated(resolve(folder), trace);
  const { preset, seed, aa } = run.run;
  return { preset, seed, aa, ...repeated, repeated: run };
}

/** The options of the bench, from what was typed. Throws UsageError; has no side effects. */
export function benchOptions(typed: Typed): BenchOptions {
  const { values } = typed;
  return {
    list: values.list,
    open: values.open,
    ...(values.repeat === undefined ? chosen(typed) : repeatedFrom(values.repeat, typed)),
    resultsFolder: resolve(values.results),
    serverPort: numberIn('--port', values.port ?? '0', 0, 65_535, true),
  };
}

/** The same from a command line. */
export const readBenchOptions = (args: string[]): BenchOptions => benchOptions(readCommandLine(BENCH, args));
