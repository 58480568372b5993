import type { TraceArrivals } from './arrivals.ts';
import type { Load } from './load.ts';
import { PAYLOAD_SHAPES, randomLetters, randomOfPayload, shapedPayload } from './payload-shapes.ts';
import { seededRandom } from './seeded-random.ts';
import { readTrace, type TraceEvent, traceName } from './trace.ts';
import { replayDigest } from './trace-digest.ts';

/** One notification of the schedule, due `atMicros` after the start. */
export interface Due {
  atMicros: number;
  topic: string;
  payload: unknown;
  /** The payload as JSON text where it is sent as a trace has it, not as made from the value. */
  payloadText?: string;
  /** The index of the subscriber that sends it; 0 if the publisher sends it. */
  subscriber: number;
}

/**
 * The seq of each topic's first notification, or the first of a backlog, which is sent before the
 * schedule.
 */
export const PROBE_SEQ = 1;

/** `{"text":"…"}` without its text. */
const PAYLOAD_FRAME_BYTES = 11;
/** `"wallMs":1763809366123,` */
const STAMP_BYTES = 23;
/** A placeholder for the wall clock's ms, with the same number of digits and bytes. */
const UNSTAMPED_MS = 1_000_000_000_000;
/** Five digits and a comma. */
const NUMBER_BYTES = 6;
const FILLER = 'Pushlab delivers one and the same notification stream by four transports. ';

/**
 * The topics of a load, in a fixed order; subscriber i follows the topic at index i modulo their
 * number.
 */
export function topicsOf({ audience, arrivals, subscribers }: Load): string[] {
  switch (audience.kind) {
    case 'shared':
      return [audience.topic];
    case 'own':
      return Array.from({ length: subscribers }, (_, index) => `${audience.prefix}${index}`);
    case 'rooms':
      return Array.from(
        { length: Math.ceil(subscribers / audience.size) },
        (_, index) => `${audience.prefix}${index}`,
      );
    case 'trace':
      if (arrivals.kind !== 'trace')
        throw new Error('an audience of kind trace needs arrivals of kind trace');
      return [...new Set(tracePart(arrivals).map(event => event.topic))];
  }
}

/** When notifications are due, in µs from the start, up to `endMicros`. */
function* dueTimes(
  load: Exclude<Load['arrivals'], { kind: 'trace' }>,
  endMicros: number,
  random: () => number,
) {
  switch (load.kind) {
    case 'periodic': {
      // Half a period in, so no notification falls on the edge of a window of whole periods. Each
      // is computed by itself, because a sum of periods would collect rounding errors.
      for (let index = 0; ; index++) {
        const at = ((index + 0.5) * 1e6) / load.ratePerSecond;
        if (at >= endMicros) return;
        yield Math.floor(at);
      }
    }
    case 'poisson': {
      const meanMicros = 1e6 / load.ratePerSecond;
      for (let at = 0; ; ) {
        at -= Math.log(1 - random()) * meanMicros;
        if (at >= endMicros) return;
        yield Math.floor(at);
      }
    }
    case 'none':
      return;
    case 'burst': {
      for (let burst = 0; ; burst++) {
        // A quarter of a period in: windows begin at whole or half periods, so no burst falls on
        // their edge.
        const at = (burst + 0.25) * load.everySeconds * 1e6;
        if (at >= endMicros) return;
        for (let index = 0; index < load.size; index++) yield Math.floor(at);
      }
    }
  }
}

/** The events of a trace that may be replayed: all of them, or the first ones. */
function tracePart({ file, events, ...reading }: TraceArrivals): readonly TraceEvent[] {
  const all = readTrace(file, reading).events;
  return events === undefined || events >= all.length ? all : all.slice(0, events);
}

/** When each event of a trace is due, in µs from the start. */
export function replayTimes(events: readonly TraceEvent[], speed: number): number[] {
  const startMs = events[0]?.time ?? 0;
  return events.map(({ time }) => Math.floor(((time - startMs) * 1000) / speed));
}

/** The events of a trace that are due before `endMicros`, in µs from the start. */
export function replayedEvents(arrivals: TraceArrivals, endMicros: number): readonly TraceEvent[] {
  const events = tracePart(arrivals);
  const end = replayTimes(events, arrivals.speed).findIndex(atMicros => atMicros >= endMicros);
  return end === -1 ? events : events.slice(0, end);
}

/** Throws one line if the file is no longer what the load was made of. */
function replay(arrivals: TraceArrivals, endMicros: number): Due[] {
  const events = replayedEvents(arrivals, endMicros);
  if (arrivals.sha256 !== undefined && replayDigest(events) !== arrivals.sha256) {
    throw new Error(`trace ${traceName(arrivals.file)} has changed since the run began`);
  }
  const times = replayTimes(events, arrivals.speed);
  return events.map(({ topic, payloadText }, index) => ({
    atMicros: times[index] as number,
    topic,
    payload: JSON.parse(payloadText),
    payloadText,
    subscriber: 0,
  }));
}

/** The JSON text of a payload, as it is sent. */
export const payloadTextOf = ({
  payload,
  payloadText = JSON.stringify(payload),
}: Pick<Due, 'payload' | 'payloadText'>): string => payloadText;

/**
 * Makes the payload of notification `index`, `payloadBytes` as JSON text: of text with or without a
 * stamp, of numbers, or what people send. Only the latter and random letters depend on the seed.
 */
export function payloadMaker(
  { payload, payloadBytes }: Pick<Load, 'payload' | 'payloadBytes'>,
  seed: number,
): (index: number) => unknown {
  const shape = PAYLOAD_SHAPES.find(name => name === payload);
  if (shape) return index => shapedPayload(shape, seed, index);
  if (payload === 'random') {
    return index => ({
      text: randomLetters(randomOfPayload(seed, index), payloadBytes - PAYLOAD_FRAME_BYTES),
    });
  }
  if (payload === 'numbers') {
    const count = Math.max(1, Math.floor((payloadBytes - PAYLOAD_FRAME_BYTES) / NUMBER_BYTES));
    return index => ({
      text: Array.from({ length: count }, (_, place) => 10_000 + ((index + place * 7919) % 89_000)),
    });
  }
  const isStamped = payload === 'stamped';
  const textBytes = Math.max(0, payloadBytes - PAYLOAD_FRAME_BYTES - (isStamped ? STAMP_BYTES : 0));
  const text = FILLER.repeat(Math.ceil(textBytes / FILLER.length) + 1);
  return index => {
    const from = index % FILLER.length;
    const prose = text.slice(from, from + textBytes);
    return isStamped ? { wallMs: UNSTAMPED_MS, text: prose } : { text: prose };
  };
}

/**
 * The payload to send, due at a moment of the wall clock; it contains that moment if the load is
 * stamped.
 */
export function stamped({ payload: kind }: Pick<Load, 'payload'>, payload: unknown, wallMs: number): unknown {
  return kind === 'stamped' ? { ...(payload as object), wallMs: Math.floor(wallMs) } : payload;
}

/**
 * All notifications of `durationSeconds`, in order of time. The same load, seed and duration give
 * the same schedule; a longer duration gives the same beginning.
 */
export function schedule(load: Load, seed: number, durationSeconds: number): Due[] {
  const endMicros = durationSeconds * 1e6;
  if (load.arrivals.kind === 'trace') return replay(load.arrivals, endMicros);
  const random = seededRandom(seed);
  const topics = topicsOf(load);
  const members = Math.max(1, Math.floor(load.subscribers / topics.length));
  const payloads = payloadMaker(load, seed);
  const due: Due[] = [];
  for (const atMicros of dueTimes(load.arrivals, endMicros, random)) {
    const topicIndex = Math.floor(random() * topics.length);
    // Subscribers follow the topics in turn, so the members of a topic are this number apart.
    const member = load.senders ? Math.floor(random() * members) : 0;
    due.push({
      atMicros,
      topic: topics[topicIndex] as string,
      payload: payloads(due.length),
      subscriber: topicIndex + member * topics.length,
    });
  }
  return due;
}
