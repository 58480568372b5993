import type { CostModel } from '../../analysis/cost-model/model.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import type { Check } from '../charts/spec.ts';
import { figure, integer, list, range } from '../text/format.ts';
import { type Beyond, MOST_TIMES } from './beyond.ts';
import { extrapolatedInWords, RANGES, unmeasuredInWords } from './beyond-words.ts';
import type { TrafficLayer } from './errors.ts';
import { layerNotes } from './layer-notes.ts';
import { known, ofEach } from './of-each.ts';
import { modelsOf, P99_SCATTER, type Plan } from './plan.ts';
import { coresRangeInWords } from './range-words.ts';
import { namesOf } from './words.ts';

/**
 * The transports with extrapolated quantities; transports with the same quantities are named
 * together.
 */
function extrapolationNotes({ transports }: Plan): Check[] {
  const beyond = transports.filter(
    one => !one.shortfalls.includes('unmeasured') && extrapolatedInWords(one) !== '',
  );
  if (beyond.length === 0) return [];
  const words = [...Map.groupBy(beyond, extrapolatedInWords)].map(
    ([what, own]) => `${namesOf(own.map(({ transport }) => transport))} in ${what}`,
  );
  const text = `Extrapolated outside the measured range of one server process: ${words.join('; ')}.`;
  return [{ warn: true, text }];
}

/** What a run would have to measure for a value: a tenth of the load in one process. */
const neededInWords = ({ name, value }: Beyond): string =>
  name === 'processes'
    ? 'measurements with several server processes, which this lab does not make'
    : `a cell of scenario cost-model with at least ${integer(Math.ceil(value / MOST_TIMES))} ${RANGES[name]} in one process`;

/** Why there is no value, and what would give one; transports with the same reason together. */
export function noValueNotes({ transports }: Plan): Check[] {
  const without = transports.filter(({ shortfalls }) => shortfalls.includes('unmeasured'));
  return [...Map.groupBy(without, unmeasuredInWords)].map(([why, own]) => {
    const far = (own[0]?.beyond ?? []).filter(({ times }) => times > MOST_TIMES);
    const names = namesOf(own.map(({ transport }) => transport));
    return {
      warn: true,
      text: `No value for ${names}: ${why}. Values end at ${MOST_TIMES} times. Needed: ${list(far.map(neededInWords))}.`,
    };
  });
}

const KINDS = [
  ['cpu', 'CPU'],
  ['memory', 'memory'],
  ['out', 'traffic out'],
  ['in', 'traffic in'],
] as const;

/** The largest error of the model at a held-out cell. */
function errorNotes({ transports }: Plan): Check[] {
  const tested = KINDS.flatMap(([kind, name]) => {
    const errors = transports.flatMap(({ heldOutErrorPercent }) => {
      const error = heldOutErrorPercent[kind];
      return error === null ? [] : [error];
    });
    return errors.length > 0 ? [`${name} ${range(Math.min(...errors), Math.max(...errors))}%`] : [];
  });
  const untested = KINDS.flatMap(([kind, name]) => {
    const own = transports.filter(({ heldOutErrorPercent }) => heldOutErrorPercent[kind] === null);
    return own.length > 0 ? [`${name} of ${namesOf(own.map(({ transport }) => transport))}`] : [];
  });
  return [
    ...(tested.length > 0
      ? [
          {
            warn: false,
            text: `Largest model errors at held-out cells: ${list(tested)}. The ± of a value is the 95% prediction interval if that is more.`,
          },
        ]
      : []),
    ...(untested.length > 0
      ? [
          {
            warn: false,
            text: `Not tested at held-out cells: ${untested.join('; ')}.`,
          },
        ]
      : []),
  ];
}

/** The transports whose CPU is that of events to one, though events go to many. */
function eventsToOneNotes({ transports }: Plan): Check[] {
  const own = transports.filter(({ cpuOfEventsToOne }) => cpuOfEventsToOne);
  if (own.length === 0) return [];
  const names = namesOf(own.map(({ transport }) => transport));
  const text = `The CPU of ${names} is that of events to one user, which is too much: what goes to many is built once. Needed: scenario capacity in the same run.`;
  return [{ warn: true, text }];
}

/** The transports whose payload has the CPU of events to one, though events go to many. */
function kibNotes({ transports }: Plan): Check[] {
  const own = transports.filter(({ kibOfEventsToOne }) => kibOfEventsToOne);
  if (own.length === 0) return [];
  const names = namesOf(own.map(({ transport }) => transport));
  const text = `A KiB of payload to many costs ${names} the CPU of one to a single user here, which is too much. Needed: scenario slow-consumer in the same run.`;
  return [{ warn: true, text }];
}

/** The transports whose empty polls have the bytes of an answer. */
function emptyPollNotes({ transports }: Plan): Check[] {
  const own = transports.filter(({ emptyPollsAsAnswers }) => emptyPollsAsAnswers);
  if (own.length === 0) return [];
  const names = namesOf(own.map(({ transport }) => transport));
  const text = `Empty polls of ${names} have the bytes of an answer here, which is too much: no cell shows theirs. Needed: scenario idle in the same run.`;
  return [{ warn: true, text }];
}

/** The transports for which the error of CPU decides whether the cores are enough. */
function coresNotes({ transports, nearCores }: Plan): Check[] {
  const own = transports.filter(({ transport }) => nearCores.includes(transport));
  if (own.length === 0) return [];
  const words = own.map(one => `${inProse(one.transport)} ${coresRangeInWords(one)}`);
  const text = `Cores within the error of CPU: ${list(words)}. So the model does not decide whether the cores are enough.`;
  return [{ warn: true, text }];
}

/** The transports whose cost has no known error. */
function unknownErrorNotes({ transports }: Plan): Check[] {
  const own = transports.filter(
    ({ costPerMonth, costPerMonthRange }) => costPerMonth !== null && costPerMonthRange === null,
  );
  if (own.length === 0) return [];
  const names = namesOf(own.map(({ transport }) => transport));
  const text = `The error of the cost of ${names} is not known. A small difference may be that error.`;
  return [{ warn: true, text }];
}

/** The transports whose heartbeats change their bytes alone. */
function heartbeatNotes({ transports }: Plan): Check[] {
  const own = transports.filter(({ heartbeatsWithoutCpu }) => heartbeatsWithoutCpu);
  if (own.length === 0) return [];
  const names = namesOf(own.map(({ transport }) => transport));
  const text = `This run found no CPU of a heartbeat for ${names}: another interval changes their bytes alone.`;
  return [{ warn: true, text }];
}

/** Whose p99 may be on the other side of the limit, and why; empty if nobody's. */
export function nearLimitInWords({ nearLimit, openP99 }: Plan): string {
  const others = nearLimit.filter(one => !openP99.includes(one));
  const inRange =
    openP99.length === 0
      ? []
      : [`p99 is not decided for ${namesOf(openP99)}: the limit is within the range in the table.`];
  const byRuns =
    others.length === 0
      ? []
      : [
          `In another run p99 may differ by a factor of ${figure(1 + P99_SCATTER)}: that of ${namesOf(others)} may then be on the other side of the limit.`,
        ];
  return [...inRange, ...byRuns].join(' ');
}

/** The caveats of the answer: p99 or cores near the limit, extrapolation and model errors. */
export function notesOf(plan: Plan): Check[] {
  const near = nearLimitInWords(plan);
  return [
    ...(near ? [{ warn: true, text: near }] : []),
    ...layerNotes(plan),
    ...coresNotes(plan),
    ...noValueNotes(plan),
    ...eventsToOneNotes(plan),
    ...kibNotes(plan),
    ...emptyPollNotes(plan),
    ...heartbeatNotes(plan),
    ...extrapolationNotes(plan),
    ...unknownErrorNotes(plan),
    ...errorNotes(plan),
  ];
}

/** The bytes that count as traffic. */
export function trafficInWords(layer: TrafficLayer): string {
  return layer === 'wire'
    ? 'Traffic is every byte on the wire, with all headers, acknowledgements and heartbeats: out from the server, in to it. A heartbeat is a comment for SSE, ping and pong for WebSocket.'
    : 'Traffic is application bytes, out from the server and in to it. This run did not count wire bytes: their headers and acknowledgements come on top.';
}

/** The components of the planned latency. */
export function transitInWords(transitMs: number | null): string {
  return transitMs === null
    ? 'This run has no one-way transit of its idle machine: latency leaves out the network path.'
    : `Latency includes one transit on this run’s idle machine, ${figure(transitMs)} ms. On a busy machine the transit is shorter, because processes wake up faster. No model knows a machine’s own tail, so the p99 of long polling, SSE and WebSocket has the median p99 of the measured cells, beside its computed wait. Small print: the same with their lowest and highest.`;
}

/** The number of subscribers up to which memory was measured. */
export function memoryInWords(model: CostModel): string {
  const mosts = ofEach(modelsOf(model), one => known(one.mostSubscribersInMemory));
  return mosts === null
    ? 'Memory is not known: this run has no valid trial of idle subscribers.'
    : `Memory is what subscribers add to a process. Most subscribers of one process whose memory was measured: ${mosts}.`;
}
