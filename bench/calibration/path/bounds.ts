import type { Environment } from '../../../results/format/environment.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import { KNOT_SPACING } from '../../network/path/jitter.ts';
import type { Arrivals } from '../../processes/path-messages.ts';
import { type Stream, streamMicros } from './streams.ts';
import { wantedSpreadMs } from './wanted.ts';

// How far a measured value may be from the wanted one. Each bound comes from what was measured on
// this machine and from the number of probes, none from the size of the delay: the clock is the
// same at both ends.

/** 99.9% of a normal distribution lie within so many standard deviations, on both sides. */
export const WITHIN = 3.3;
/**
 * Standard error of the spread of k values of the curve, as a share of the spread, times √k. A
 * stretch of the curve from a to b has the mean square (a² + ab + b²) / 3. Over many stretches that
 * is the mean of (2a² + ab) / 3, whose variance is (4 × 4/45 + 1/9) / 9 for values from −1 to +1.
 * Its root is 1.02 times the variance of 2/9, and the spread has half of that.
 */
const SPREAD_ERROR = 0.52;

/** How many values the jitter drew while these were sent; packets farther apart see fewer. */
export function knotsSeen({ jitterMs }: { jitterMs: number }, stream: Stream): number {
  return Math.max(1, Math.min(stream.packets, streamMicros(stream) / (1000 * KNOT_SPACING * jitterMs)));
}

/** The share by which the spread of the jitter may differ, after so many values of it. */
export const spreadTolerance = (knots: number): number => (WITHIN * SPREAD_ERROR) / Math.sqrt(knots);

/** Standard error in ms of the mean of the jitter: values from −J to +J have a spread of J/√3. */
export const jitterErrorMs = (jitterMs: number, knots: number): number => jitterMs / Math.sqrt(3 * knots);

const standardErrorMs = ({ spreadMs, count }: Arrivals): number => spreadMs / Math.sqrt(Math.max(1, count));

/** What a direction was measured with. */
export interface Sample {
  path: Path;
  stream: Stream;
  arrivals: Arrivals;
  /** Through the emulator with an empty path. */
  baseline: Arrivals;
  hiccups: Hiccups;
}

/** How late the idle machine wakes a process. */
export type Hiccups = Pick<Environment['hiccups'], 'p99Ms' | 'maxMs'>;

/**
 * How far the mean delay may be from the wanted one, in ms. A packet that is held is woken for once
 * more than on an empty path, which costs at most what all the wake-ups there cost. The rest is
 * chance: the machine's in both means, and the jitter's.
 */
export function delayBoundMs({ path, stream, arrivals, baseline }: Sample): number {
  const { jitterMs } = path;
  const jitter = jitterMs === undefined ? 0 : jitterErrorMs(jitterMs, knotsSeen({ jitterMs }, stream));
  const chanceMs = Math.hypot(standardErrorMs(arrivals), standardErrorMs(baseline), jitter);
  return baseline.delayMs + WITHIN * chanceMs;
}

/**
 * The spread in ms that the machine may add to a stream: that of the empty path, the lateness of
 * the idle machine at p99, and its longest hiccup once, which makes every packet in it late.
 */
function machineSpreadMs({
  stream,
  baseline,
  hiccups: { p99Ms, maxMs },
}: Pick<Sample, 'stream' | 'baseline' | 'hiccups'>): number {
  const latePackets = Math.min(stream.packets, 1 + (1000 * maxMs) / stream.everyMicros);
  return Math.hypot(Math.max(baseline.spreadMs, p99Ms), maxMs * Math.sqrt(latePackets / stream.packets));
}

/**
 * How far the mean delay may be from the mean that the emulator decided for these very packets, in
 * ms: neither the jitter's draws nor a queue make a difference there.
 */
export function passedDelayBoundMs(sample: Omit<Sample, 'path'>): number {
  const { arrivals, baseline } = sample;
  const machine = machineSpreadMs(sample) / Math.sqrt(Math.max(1, arrivals.count));
  return baseline.delayMs + WITHIN * Math.hypot(standardErrorMs(baseline), machine);
}

/** An interval in ms. */
export interface IntervalMs {
  fromMs: number;
  toMs: number;
}

/** The spread that was decided must arrive to this share, but for the machine's own. */
export const PASSED_TOLERANCE = 0.02;

/** Between what the spread must lie that arrives, by the one that the emulator decided, in ms. */
export function passedSpreadInterval(sample: Omit<Sample, 'path'>, relayedSpreadMs: number): IntervalMs {
  const leastMs = relayedSpreadMs * (1 - PASSED_TOLERANCE);
  return {
    fromMs: Math.sqrt(Math.max(0, leastMs ** 2 - sample.baseline.spreadMs ** 2)),
    toMs: Math.hypot(relayedSpreadMs * (1 + PASSED_TOLERANCE), machineSpreadMs(sample)),
  };
}

/**
 * Between what the spread must lie that the emulator decided, by the setting, in ms: few values of
 * the curve were drawn. Packets that the machine sends late wait for each other before a limit.
 * Null without jitter.
 */
export function drawnSpreadInterval(sample: Sample, isLimited: boolean): IntervalMs | null {
  const { jitterMs } = sample.path;
  if (jitterMs === undefined) return null;
  const tolerance = spreadTolerance(knotsSeen({ jitterMs }, sample.stream));
  const wantedMs = wantedSpreadMs(sample.path);
  return {
    fromMs: Math.max(0, wantedMs * (1 - tolerance)),
    toMs: Math.hypot(wantedMs * (1 + tolerance), isLimited ? machineSpreadMs(sample) : 0),
  };
}

/**
 * Between what the spread must lie, in ms. The machine's own may add its square; of the jitter, few
 * values were drawn. From 0 on: it cannot be told from none.
 */
export function spreadInterval({ path, stream, baseline, hiccups }: Sample): IntervalMs {
  const wantedMs = wantedSpreadMs(path);
  const { jitterMs } = path;
  const tolerance = jitterMs === undefined ? 0 : spreadTolerance(knotsSeen({ jitterMs }, stream));
  const leastMs = Math.max(0, wantedMs * (1 - tolerance));
  return {
    fromMs: Math.sqrt(Math.max(0, leastMs ** 2 - baseline.spreadMs ** 2)),
    toMs: Math.hypot(wantedMs * (1 + tolerance), machineSpreadMs({ stream, baseline, hiccups })),
  };
}
