import type { Load } from '../scenarios/scenario.ts';
import { readTrace, type TraceEvent } from '../scenarios/trace.ts';
import { seededRandom } from './random.ts';

/** One notification that is to be sent, `atMicros` after the start. */
export interface Due {
  atMicros: number;
  topic: string;
  payload: unknown;
}

/** `{"text":"…"}` without its text. */
const PAYLOAD_FRAME_BYTES = 11;
const FILLER = 'Pushlab delivers one and the same notification stream by four transports. ';

/** Topics of a load, in a fixed order; subscriber i follows the one at i modulo their number. */
export function topicsOf({ audience, arrivals, subscribers }: Load): string[] {
  switch (audience.kind) {
    case 'shared':
      return [audience.topic];
    case 'own':
      return Array.from({ length: subscribers }, (_, index) => `${audience.prefix}${index}`);
    case 'trace':
      if (arrivals.kind !== 'trace')
        throw new Error('an audience of kind trace goes with arrivals of kind trace');
      return [...new Set(readTrace(arrivals.file).map(event => event.topic))];
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
      // Half a period in, so that no notification falls on the edge of a window of whole periods. Each by itself, as a
      // sum of periods would gather rounding errors.
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
    case 'burst': {
      for (let burst = 0; ; burst++) {
        const at = (burst + 0.5) * load.everySeconds * 1e6;
        if (at >= endMicros) return;
        for (let index = 0; index < load.size; index++) yield Math.floor(at);
      }
    }
  }
}

function replay(events: readonly TraceEvent[], speed: number, endMicros: number): Due[] {
  const startMs = events[0]?.time ?? 0;
  return events
    .map(({ time, topic, payload }) => ({
      atMicros: Math.floor(((time - startMs) * 1000) / speed),
      topic,
      payload,
    }))
    .filter(({ atMicros }) => atMicros < endMicros);
}

/**
 * All that is to be sent in `durationSeconds`, in order of time. The same load, seed and duration give the same schedule;
 * a longer duration gives the same beginning.
 */
export function schedule(load: Load, seed: number, durationSeconds: number): Due[] {
  const endMicros = durationSeconds * 1e6;
  if (load.arrivals.kind === 'trace') {
    return replay(readTrace(load.arrivals.file), load.arrivals.speed, endMicros);
  }
  const random = seededRandom(seed);
  const topics = topicsOf(load);
  const textBytes = load.payloadBytes - PAYLOAD_FRAME_BYTES;
  const text = FILLER.repeat(Math.ceil(textBytes / FILLER.length) + 1);
  const due: Due[] = [];
  for (const atMicros of dueTimes(load.arrivals, endMicros, random)) {
    const topic = topics[Math.floor(random() * topics.length)] as string;
    const from = due.length % FILLER.length;
    due.push({ atMicros, topic, payload: { text: text.slice(from, from + textBytes) } });
  }
  return due;
}
