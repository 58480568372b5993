import { type FittedReplay, pollIntervalMs } from '../../bench/replay/fit.ts';
import type { ReplayedPart } from '../../bench/replay/replayed-part.ts';
import { type TraceFacts, traceFacts } from '../../bench/replay/trace-facts.ts';
import { counted, figure, given, integer, moment, span } from '../../report/text/format.ts';
import { traceName } from '../../scenarios/load/trace.ts';
import { UNIT_NAMES } from '../../scenarios/load/trace-times.ts';
import type { Preset } from '../../scenarios/scenario.ts';

/** Earlier times are no dates but count from some start. */
const FIRST_DATE_MS = Date.UTC(1980, 0, 1);

const isDated = ({ startMs }: TraceFacts) => startMs >= FIRST_DATE_MS;
const dated = (ms: number) => moment(new Date(ms).toISOString());

/** `10.2 an hour`: per second, minute, hour or day, whichever gives at least one. */
function rateInWords({ events, spanSeconds }: TraceFacts): string {
  const units: [seconds: number, name: string][] = [
    [1, 'a second'],
    [60, 'a minute'],
    [3600, 'an hour'],
    [86_400, 'a day'],
  ];
  const perSecond = events / spanSeconds;
  const [seconds, name] = units.find(([length]) => perSecond * length >= 1) ?? [86_400, 'a day'];
  return `${figure(perSecond * seconds)} ${name}`;
}

function factsLine(name: string, facts: TraceFacts): string {
  const { events, topics, startMs, spanSeconds, busiestMinute } = facts;
  const start = isDated(facts) ? ` from ${dated(startMs)}` : '';
  const counts = `${counted(events, 'event')} of ${counted(topics, 'topic')}`;
  if (spanSeconds === 0) return `trace ${name}: ${counts}, all at one time`;
  const busiestAt = isDated(facts) ? ` (from ${dated(busiestMinute.startMs)})` : '';
  return (
    `trace ${name}: ${counts} in ${span(spanSeconds)}${start}, ${rateInWords(facts)}; ` +
    `busiest minute: ${counted(busiestMinute.events, 'event')}${busiestAt}`
  );
}

/** What was done to the file's content; empty if nothing that a user must know. */
function readingLine({ trace, arrivals }: FittedReplay): string[] {
  const { unit, outOfOrder, isPacked } = trace;
  const said = [
    ...(arrivals.timeUnit === undefined ? [`its times are in ${UNIT_NAMES[unit]}`] : []),
    ...(isPacked ? ['unpacked by gzip'] : []),
    ...(outOfOrder > 0
      ? [`${counted(outOfOrder, 'event was', 'events were')} out of order, now sorted by time`]
      : []),
  ];
  return said.length === 0 ? [] : [`  ${said.join('; ')}`];
}

/** Mean notifications of a poll: of one subscriber, in one interval. */
function perPoll({ deliveriesPerSecond }: ReplayedPart, subscribers: number, intervalMs: number): number {
  return (deliveriesPerSecond / subscribers) * (intervalMs / 1000);
}

/** How a poll in the replay differs from one at the recorded speed; empty without short polling. */
function pollLine({ load, pace, part }: FittedReplay): string[] {
  const intervalMs = pollIntervalMs(load);
  if (intervalMs === 0) return [];
  const mean = perPoll(part, load.subscribers, intervalMs);
  const every = `  short polling: a poll every ${span(intervalMs / 1000)}`;
  if (pace.speed === 1) return [`${every} brings ${figure(mean)} notifications`];
  return [
    `${every}, which is ${span((pace.speed * intervalMs) / 1000)} of the trace, brings ${figure(mean)} notifications; ` +
      `at the recorded speed ${figure(mean / pace.speed)} (another interval: --poll-interval)`,
  ];
}

function paceLine(
  { pace, trace, part }: FittedReplay,
  { warmUpSeconds, preset }: { warmUpSeconds: number; preset: Preset },
): string {
  const endSeconds = warmUpSeconds + pace.windowSeconds;
  const [used, all] = [part.events.length, trace.events.length];
  const share = used < all ? `the first ${integer(used)} of ${counted(all, 'event')}` : 'the whole trace';
  const times = `${given(warmUpSeconds)} s of warm-up and ${given(pace.windowSeconds)} s of window`;
  return pace.isProposed
    ? `  proposed speed ${given(pace.speed)} fits ${share} into ${given(endSeconds)} s (${times}, preset ${preset}); choose another with --speed`
    : `  speed ${given(pace.speed)}: ${share} in ${given(endSeconds)} s (${times})`;
}

function loadLine({ load, pace, part }: FittedReplay, warmUpSeconds: number): string {
  const endSeconds = warmUpSeconds + pace.windowSeconds;
  const silent = [...part.topics.values()].filter(({ followers }) => followers === 0).length;
  return (
    `  ${figure(part.events.length / endSeconds)} notifications a second, ${integer(part.measured)} in the window, to ` +
    `${counted(load.subscribers, 'subscriber')} of ${counted(part.topics.size - silent, 'topic')}: ` +
    `${figure(part.deliveriesPerSecond)} deliveries a second` +
    `${silent > 0 ? `; ${counted(silent, 'topic has', 'topics have')} no subscriber` : ''}`
  );
}

/** What a trace is and how it is replayed, in lines for the terminal. */
export function replayLines(
  replay: FittedReplay,
  preset: { warmUpSeconds: number; preset: Preset },
): string[] {
  const { arrivals, trace, load } = replay;
  return [
    factsLine(traceName(arrivals.file), traceFacts(trace.events)),
    ...readingLine(replay),
    paceLine(replay, preset),
    loadLine(replay, preset.warmUpSeconds),
    ...pollLine(replay),
    ...(load.feedCapacity === undefined
      ? []
      : [`  the server holds ${integer(load.feedCapacity)} notifications of each topic, as this load needs`]),
  ];
}
