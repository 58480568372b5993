import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { scenarios, tour } from '../scenarios/catalogue.ts';
import { PRESETS, type Preset, type Scenario } from '../scenarios/scenario.ts';
import { CONTESTANTS, type Transport } from '../scenarios/transport.ts';
import { replayed } from './replayed.ts';
import { numberIn, oneOf, parseCommandLine, UsageError } from './usage-error.ts';

export interface BenchOptions {
  list: boolean;
  help: boolean;
  scenarios: Scenario[];
  preset: Preset;
  seed: number;
  resultsFolder: string;
  serverPort: number;
}

const REPLAYED = 'trace';
const REFERENCES: readonly Transport[] = ['tcp-floor', 'bare-reader'];

export const USAGE = `npm run bench                              the tour: ${tour.join(', ')}
npm run bench -- SCENARIO …                only these; --list shows which there are
  --preset NAME      ${PRESETS.join(', ')} (default: quick)
  --transports A,B   only these of ${CONTESTANTS.join(', ')}; references always run beside them
  --seed N           the same seed gives the same schedules and the same order (default: random)
  --trace FILE       replays your events: NDJSON, {"time": epoch ms, "topic": "…", "payload": …} a line
  --speed N          seconds of the trace in one second of the replay
  --results FOLDER   where the run's folder goes (default: results)
  --port N           port of the server under test (default: any free one)
  --list             shows each scenario with its question and how long it takes
  --help             shows this`;

/** Keeps the transports that were asked for, and the references, in each point that has them. */
function restricted(scenario: Scenario, wanted: readonly Transport[]): Scenario {
  const points = scenario.points.flatMap(point => {
    const kept = Object.entries(point.load.transports).filter(
      ([name]) => wanted.includes(name as Transport) || REFERENCES.includes(name as Transport),
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

/** Reads the command line of the bench. Throws UsageError; starts and writes nothing. */
export function readBenchOptions(args: string[]): BenchOptions {
  const { values, positionals } = parseCommandLine({
    args,
    allowPositionals: true,
    options: {
      preset: { type: 'string', default: 'quick' },
      transports: { type: 'string' },
      seed: { type: 'string' },
      trace: { type: 'string' },
      speed: { type: 'string' },
      results: { type: 'string', default: 'results' },
      port: { type: 'string', default: '0' },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const replays = values.trace !== undefined || values.speed !== undefined;
  const names = positionals.length > 0 ? [...new Set(positionals)] : replays ? [REPLAYED] : tour;
  const ids = scenarios.map(scenario => scenario.id);
  for (const name of names) oneOf('scenario', name, ids);
  let chosen = scenarios.filter(scenario => names.includes(scenario.id));

  if (replays && !names.includes(REPLAYED)) {
    throw new UsageError(`--trace and --speed go with the scenario ${REPLAYED}`);
  }
  const preset = oneOf('preset', values.preset, PRESETS);
  const speed = values.speed === undefined ? undefined : numberIn('--speed', values.speed, 0.001, 1e9, false);
  const file = values.trace === undefined ? undefined : resolve(values.trace);
  try {
    chosen = chosen.map(scenario => replayed(scenario, preset, file, speed));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  if (values.transports !== undefined) {
    const wanted = values.transports.split(',').map(name => oneOf('transport', name.trim(), CONTESTANTS));
    chosen = chosen.map(scenario => restricted(scenario, wanted));
  }
  return {
    list: values.list,
    help: values.help,
    scenarios: chosen,
    preset,
    seed:
      values.seed === undefined ? randomInt(2 ** 31) : numberIn('--seed', values.seed, 0, 2 ** 31 - 1, true),
    resultsFolder: resolve(values.results),
    serverPort: numberIn('--port', values.port, 0, 65_535, true),
  };
}
