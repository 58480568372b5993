import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ReplayWishes } from '../../bench/replay/pace.ts';
import { MOST_SUBSCRIBERS } from '../../scenarios/load/load.ts';
import { printable } from '../../scenarios/load/printable.ts';
import { errorInWords } from '../../scenarios/load/system-error.ts';
import { FIELD_NAMES, type TraceFields } from '../../scenarios/load/trace-fields.ts';
import { TIME_UNITS } from '../../scenarios/load/trace-times.ts';
import type { Options } from './command.ts';
import { numberIn, oneOf, UsageError } from './usage-error.ts';

/** The options of the bench and of a single trial that are about a trace. */
export const REPLAY_OPTIONS = {
  trace: {
    type: 'string',
    value: 'FILE',
    help: 'replays your events: JSON lines or a JSON array of {"time", "topic", "payload"}, also as .gz',
  },
  map: {
    type: 'string',
    value: 'NAMES',
    help: 'the names of these fields, as in time=ts,topic=channel,payload=data.body; payload=. is all',
  },
  'time-unit': {
    type: 'string',
    value: 'UNIT',
    help: `${TIME_UNITS.join(', ')}; by default as the times show`,
  },
  speed: {
    type: 'string',
    value: 'N',
    help: 'seconds of the trace per second of the replay (default: what fits the preset)',
  },
  events: { type: 'string', value: 'N', help: 'replays only the first N events' },
  subscribers: {
    type: 'string',
    value: 'N',
    help: 'subscribers of a trace (default: one for each topic, at least 120)',
  },
  'poll-interval': {
    type: 'string',
    value: 'SECONDS',
    help: 'time between two short polls in a trace (default: 1)',
  },
} as const satisfies Options;

type Values = { [name in keyof typeof REPLAY_OPTIONS]?: string | undefined };

/** Reads `time=ts,topic=channel,payload=body`; each name is optional. */
function fieldNames(text: string): TraceFields {
  const fields: TraceFields = {};
  for (const pair of text.split(',')) {
    const [field = '', ...rest] = pair.split('=');
    const name = rest.join('=').trim();
    if (name === '') {
      throw new UsageError(`--map is "${text}"; it must be like time=ts,topic=channel,payload=body`);
    }
    const known = oneOf('field of --map', field.trim(), FIELD_NAMES);
    if (fields[known] !== undefined) throw new UsageError(`--map names the field ${known} twice`);
    fields[known] = name;
  }
  return fields;
}

/** The absolute path of a file that is there. */
export function existingTrace(path: string): string {
  const absolute = resolve(path);
  try {
    statSync(absolute);
  } catch (error) {
    throw new UsageError(`trace ${printable(path, 300)}: ${errorInWords(error)}`);
  }
  return absolute;
}

/** Which of the options are given, as in `--speed`. */
export const optionsGiven = (values: Values): string[] =>
  Object.keys(REPLAY_OPTIONS)
    .filter(name => values[name as keyof Values] !== undefined)
    .map(name => `--${name}`);

/** What the command line asks of a replay; null if it asks nothing. Throws UsageError. */
export function replayWishes(values: Values): ReplayWishes | null {
  const { trace, map, 'time-unit': unit, speed, events, subscribers, 'poll-interval': interval } = values;
  if (optionsGiven(values).length === 0) return null;
  if (trace === undefined && (map !== undefined || unit !== undefined)) {
    throw new UsageError('--map and --time-unit say how to read the file of --trace');
  }
  const whole = (option: string, text: string | undefined, max: number) =>
    text === undefined ? undefined : numberIn(option, text, 1, max, true);
  return {
    trace:
      trace === undefined
        ? undefined
        : {
            file: existingTrace(trace),
            ...(unit !== undefined && { timeUnit: oneOf('time unit', unit, TIME_UNITS) }),
            ...(map !== undefined && { fields: fieldNames(map) }),
          },
    speed: speed === undefined ? undefined : numberIn('--speed', speed, 0.001, 1e9, false),
    events: whole('--events', events, 1e9),
    subscribers: whole('--subscribers', subscribers, MOST_SUBSCRIBERS),
    pollIntervalMs:
      interval === undefined ? undefined : 1000 * numberIn('--poll-interval', interval, 0.001, 3600, false),
  };
}
