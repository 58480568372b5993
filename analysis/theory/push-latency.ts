import type { Path } from '../../scenarios/load/path.ts';
import { serializationMs } from '../models/path.ts';
import { fanOutPaceMicros, queueWaitsMs } from '../models/push.ts';
import type { Weighted } from '../models/quantiles.ts';
import { type TrialConditions, windowOf } from './conditions.ts';
import { flightTimes, lossDelaysOver, moreBitsMs, overflows } from './path-effects.ts';
import type { Timeline } from './timeline.ts';

// The latency of each delivery of a push.

/** Bytes on the connection of the notification at this index of a timeline. */
export type FrameBytes = (timeline: Timeline, index: number) => number;

/** So many places stand for all places of a fan-out. */
const MOST_PLACES = 8;

/** The wait for each place in a fan-out of F followers: 0 to (F − 1) c, all equally likely. */
export function placeWaitsMs(followers: number, writeMs: number): number[] {
  if (followers <= MOST_PLACES) return Array.from({ length: followers }, (_, place) => place * writeMs);
  const lastMs = (followers - 1) * writeMs;
  return Array.from({ length: MOST_PLACES }, (_, index) => (lastMs * (index + 0.5)) / MOST_PLACES);
}

/** One notification on its way to all followers of its topic, in ms. */
interface Arrival {
  atMs: number;
  forwardMs: number;
  followers: number;
  /** The time that one delivery takes after another. */
  writeMs: number;
  serviceMs: number;
  /** What its bits and its flights add to one transit. */
  longerMs: number;
  lossDelays: readonly Weighted[];
}

/** The notifications of a topic; null if no model knows how long one of them is on its way. */
function arrivalsOf(
  timeline: Timeline,
  path: Path | undefined,
  frameBytes: FrameBytes,
  cpuMicros: number,
): Arrival[] | null {
  const { atMs, forwardMs, followers } = timeline;
  const flightMs = flightTimes(path);
  const delays = lossDelaysOver(path, atMs);
  const arrivals: Arrival[] = [];
  for (const [index, at] of atMs.entries()) {
    const bytes = frameBytes(timeline, index);
    const moreMs = flightMs(at, bytes);
    if (moreMs === null) return null;
    // The slowest of server, clients and link sets the pace.
    const writeMs = Math.max(cpuMicros / 1000, serializationMs(bytes, path?.downKbitPerSecond));
    arrivals.push({
      atMs: at,
      forwardMs: forwardMs?.[index] ?? 0,
      followers,
      writeMs,
      serviceMs: followers * writeMs,
      longerMs: moreMs + moreBitsMs(path, bytes),
      lossDelays: delays[index] as readonly Weighted[],
    });
  }
  return arrivals;
}

/** Latencies of the deliveries of the window; null if the model does not hold. */
export function pushLatencies(
  conditions: TrialConditions,
  timelines: readonly Timeline[],
  frameBytes: FrameBytes,
): Weighted[] | null {
  const { load, transitMs, clientWorkers } = conditions;
  const { serverMicrosPerDelivery: serverMicros, clientMicrosPerDelivery: clientMicros } = conditions;
  if (transitMs === null || serverMicros === null || clientMicros === null) return null;
  if (load.arrivals.kind === 'burst') return null;
  const { fromMs } = windowOf(conditions);
  const cpuMicros = fanOutPaceMicros({ serverMicros, clientMicros, clientWorkers });
  const byTopic = timelines.map(timeline => arrivalsOf(timeline, load.path, frameBytes, cpuMicros));
  if (byTopic.some(arrivals => arrivals === null)) return null;
  const arrivals = byTopic.flatMap(own => own ?? []).sort((a, b) => a.atMs - b.atMs);
  const queuedMs = queueWaitsMs(arrivals);
  const latencies: Weighted[] = [];
  for (const [
    index,
    { atMs, forwardMs, followers, writeMs, serviceMs, longerMs, lossDelays },
  ] of arrivals.entries()) {
    const waitMs = queuedMs[index] as number;
    if (overflows(load.path, waitMs + serviceMs)) return null;
    if (atMs - forwardMs < fromMs) continue;
    const places = placeWaitsMs(followers, writeMs);
    for (const placeMs of places) {
      for (const { valueMs, weight } of lossDelays) {
        latencies.push({
          valueMs: forwardMs + waitMs + transitMs + longerMs + placeMs + valueMs,
          weight: (weight * followers) / places.length,
        });
      }
    }
  }
  return latencies;
}
