import { randomInt } from 'node:crypto';
import { NETWORK_MODES } from '../../bench/network/network.ts';
import type { OneTrialOptions } from '../../bench/run/one-trial.ts';
import { driversOf } from '../../bench/run/plan.ts';
import { withPreset } from '../../bench/run/presets.ts';
import type { RunPoint, RunScenario } from '../../results/format/run.ts';
import { connectionInWords } from '../../scenarios/load/connection-words.ts';
import { pathInWords } from '../../scenarios/load/path-words.ts';
import { topologyInWords } from '../../scenarios/load/topology-words.ts';
import { inProse, isTested, type Transport } from '../../scenarios/load/transport.ts';
import { PRESETS } from '../../scenarios/scenario.ts';
import { onePointWith } from './addition.ts';
import { ADDITION_OPTIONS, additionsIn } from './additions.ts';
import type { Command, Options } from './command.ts';
import { readCommandLine, type Typed } from './command-line.ts';
import { replayedAsTyped } from './replayed-as-typed.ts';
import { scenarioIn } from './scenario-name.ts';
import { REPLAY_OPTIONS } from './trace-options.ts';
import { TRANSPORT_ALIASES } from './transport-aliases.ts';
import { numberIn, oneOf, UsageError } from './usage-error.ts';

const OPTIONS = {
  point: {
    type: 'string',
    value: 'ID',
    help: 'a setting of the scenario (default: its first that has the transport)',
  },
  tool: {
    type: 'string',
    value: 'NAME',
    help: 'an external tool in place of the lab’s clients, where the scenario has it',
  },
  preset: { type: 'string', value: 'NAME', default: 'quick', help: PRESETS.join(', ') },
  seed: { type: 'string', value: 'N', help: 'the same seed gives the same schedule (default: random)' },
  ...REPLAY_OPTIONS,
  ...ADDITION_OPTIONS,
  network: {
    type: 'string',
    value: 'NAME',
    help: `${NETWORK_MODES.join(', ')} (default: isolated where the system allows it)`,
  },
  port: { type: 'string', value: 'N', help: 'port of the server under test (default: any free one)' },
  json: {
    type: 'boolean',
    help: 'prints the trial as run.json has it; progress goes to standard error',
  },
} as const satisfies Options;

export const TRIAL: Command<typeof OPTIONS> = {
  name: 'trial',
  does: 'Makes one trial, and prints its values.',
  usage: [
    ['SCENARIO TRANSPORT', 'as in npm run trial -- ticker sse'],
    ['SCENARIO --help', 'what a scenario asks, its points and its transports'],
  ],
  words: [2, 2],
  options: OPTIONS,
  notes: [
    'npm’s own lines precede the JSON, except with npm run --silent trial -- …',
    'Exit code: 0 for a valid or an invalid trial, 1 for an error, 2 for wrong use, 130 after Ctrl-C.',
  ],
};

export type TrialOptions = Omit<OneTrialOptions, 'signal' | 'onNetwork' | 'onStage' | 'onCalibrated'> & {
  json: boolean;
  /** Lines about the trace and the path, to say before the trial; none without them. */
  notes: string[];
};

/** What a single trial shall be, from what was typed. Throws UsageError; starts nothing. */
export function trialOptions({ values, positionals }: Typed<typeof OPTIONS>): TrialOptions {
  const [name, transportName] = positionals as [string, string];
  const preset = oneOf('preset', values.preset, PRESETS);
  const asked = scenarioIn(name);
  const { scenario, notes } = replayedAsTyped(withPreset(asked, preset), preset, values);
  const transportsOf = ({ load }: { load: (typeof scenario.points)[number]['load'] }) =>
    Object.keys(load.transports) as Transport[];
  const known = [...new Set(scenario.points.flatMap(transportsOf))];
  const transport = oneOf('transport', transportName, known, TRANSPORT_ALIASES);
  if (values.compression !== undefined && !isTested(transport)) {
    throw new UsageError(`--compression: ${inProse(transport)} compresses nothing; leave --compression out`);
  }
  if (values.http !== undefined && !isTested(transport)) {
    throw new UsageError(`--http: ${inProse(transport)} has no HTTP; leave --http out`);
  }
  for (const name of ['proxy', 'servers', 'broker'] as const) {
    if (values[name] !== undefined && !isTested(transport)) {
      throw new UsageError(
        `--${name}: ${inProse(transport)} goes straight to one server; leave --${name} out`,
      );
    }
  }
  const points = scenario.points.filter(point => transportsOf(point).includes(transport));
  const pointId =
    values.point === undefined
      ? points[0]?.id
      : oneOf(
          'point',
          values.point,
          points.map(one => one.id),
        );
  const chosenIn = ({ points: all }: RunScenario) => all.find(one => one.id === pointId) as RunPoint;
  const network = values.network === undefined ? null : oneOf('network', values.network, NETWORK_MODES);
  const whole = additionsIn(values, network).reduce(
    (before, addition) => onePointWith(before, chosenIn(before), addition),
    scenario,
  );
  const point = chosenIn(whole);
  const { path, connection, topology } = point.load;
  const drivers = driversOf(point.load, transport);
  const tools = drivers.filter(driver => driver !== null);
  if (values.tool !== undefined && tools.length === 0) {
    throw new UsageError(`no external tool takes part in ${asked.id} over ${transport}; leave --tool out`);
  }
  return {
    scenario: whole,
    point,
    transport,
    tool: values.tool === undefined ? (drivers[0] ?? null) : oneOf('tool', values.tool, tools),
    preset,
    seed:
      values.seed === undefined ? randomInt(2 ** 31) : numberIn('--seed', values.seed, 0, 2 ** 31 - 1, true),
    network,
    serverPort: numberIn('--port', values.port ?? '0', 0, 65_535, true),
    json: values.json,
    notes: [
      ...notes,
      ...(path ? [`path: ${pathInWords(path)}`] : []),
      ...(connection ? [`connection: ${connectionInWords(connection)}`] : []),
      ...(topology ? [`topology: ${topologyInWords(topology)}`] : []),
    ],
  };
}

/** The same from a command line. */
export const readTrialOptions = (args: string[]): TrialOptions => trialOptions(readCommandLine(TRIAL, args));
