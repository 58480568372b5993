import { randomInt } from 'node:crypto';
import { NETWORK_MODES } from '../../bench/network/network.ts';
import type { OneTrialOptions } from '../../bench/run/one-trial.ts';
import { driversOf } from '../../bench/run/plan.ts';
import { withPreset } from '../../bench/run/presets.ts';
import { FORMER_NAMES, scenarios } from '../../scenarios/catalogue.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { PRESETS } from '../../scenarios/scenario.ts';
import { replayedAsTyped } from './replayed-as-typed.ts';
import { REPLAY_OPTIONS, REPLAY_USAGE } from './trace-options.ts';
import { numberIn, oneOf, parseCommandLine, UsageError } from './usage-error.ts';

export const TRIAL_USAGE = `npm run trial -- SCENARIO TRANSPORT        one trial, and its values
  --point ID         a setting of the scenario (default: its first that has the transport)
  --tool NAME        an external tool in place of the lab's clients, where the scenario has it
  --preset NAME      ${PRESETS.join(', ')} (default: quick)
  --seed N           the same seed gives the same schedule (default: random)
${REPLAY_USAGE}
  --network NAME     ${NETWORK_MODES.join(', ')} (default: isolated where the system allows it)
  --port N           port of the server under test (default: any free one)
  --json             prints the trial as run.json has it; progress goes to standard error
  --help             shows this

npm's own lines precede the JSON, except with npm run --silent trial -- …
Exit code: 0 for a valid or an invalid trial, 1 for an error, 2 for wrong use, 130 after Ctrl-C.`;

export type TrialOptions = Omit<OneTrialOptions, 'signal' | 'onNetwork' | 'onStage'> & {
  json: boolean;
  /** Lines about the trace, to say before the trial; none without one. */
  notes: string[];
};

const OPTIONS = {
  point: { type: 'string' },
  tool: { type: 'string' },
  preset: { type: 'string', default: 'quick' },
  seed: { type: 'string' },
  ...REPLAY_OPTIONS,
  network: { type: 'string' },
  port: { type: 'string', default: '0' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Reads the command line of a single trial; null asks for help. Throws UsageError; starts nothing.
 */
export function readTrialOptions(args: string[]): TrialOptions | null {
  const { values, positionals } = parseCommandLine({ args, allowPositionals: true, options: OPTIONS });
  if (values.help) return null;
  const [name, transportName, ...more] = positionals;
  if (name === undefined || transportName === undefined || more.length > 0) {
    throw new UsageError('usage: npm run trial -- SCENARIO TRANSPORT, as in npm run trial -- ticker sse');
  }
  const preset = oneOf('preset', values.preset, PRESETS);
  const id = oneOf(
    'scenario',
    FORMER_NAMES[name] ?? name,
    scenarios.map(one => one.id),
  );
  const asked = scenarios.find(one => one.id === id) as (typeof scenarios)[number];
  const { scenario, notes } = replayedAsTyped(withPreset(asked, preset), preset, values);
  const transportsOf = ({ load }: { load: (typeof scenario.points)[number]['load'] }) =>
    Object.keys(load.transports) as Transport[];
  const transport = oneOf('transport', transportName, [...new Set(scenario.points.flatMap(transportsOf))]);
  const points = scenario.points.filter(point => transportsOf(point).includes(transport));
  const pointId =
    values.point === undefined
      ? points[0]?.id
      : oneOf(
          'point',
          values.point,
          points.map(one => one.id),
        );
  const point = points.find(one => one.id === pointId) as (typeof points)[number];
  const drivers = driversOf(point.load, transport);
  const tools = drivers.filter(driver => driver !== null);
  if (values.tool !== undefined && tools.length === 0) {
    throw new UsageError(`no external tool takes part in ${id} over ${transport}; leave --tool out`);
  }
  return {
    scenario,
    point,
    transport,
    tool: values.tool === undefined ? (drivers[0] ?? null) : oneOf('tool', values.tool, tools),
    preset,
    seed:
      values.seed === undefined ? randomInt(2 ** 31) : numberIn('--seed', values.seed, 0, 2 ** 31 - 1, true),
    network: values.network === undefined ? null : oneOf('network', values.network, NETWORK_MODES),
    serverPort: numberIn('--port', values.port, 0, 65_535, true),
    json: values.json,
    notes,
  };
}
