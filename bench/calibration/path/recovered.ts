import type { PathCalibration, RecoveredDirection } from '../../../results/format/path.ts';
import type { RelayedDirection } from '../../processes/path-messages.ts';
import {
  delayBoundMs,
  drawnSpreadInterval,
  passedDelayBoundMs,
  passedSpreadInterval,
  type Sample,
  spreadInterval,
} from './bounds.ts';
import { lossInterval } from './loss-interval.ts';
import { frameBytesOf } from './streams.ts';
import { kbitOf, type Side, wantedDelayMs, wantedSpreadMs } from './wanted.ts';

/** A direction as it was measured now: a run of an older version may lack some of it. */
export type MeasuredDirection = Required<RecoveredDirection>;

/** A path as it was measured now, before it is judged. */
export type MeasuredPath = Required<
  Omit<PathCalibration, 'reasons' | 'unchecked' | 'attempts' | 'session' | 'down' | 'up'>
> & { down: MeasuredDirection; up: MeasuredDirection };

/**
 * A direction as its settings want it, beside what probes of it measured, and what the emulator
 * decided for these probes. The bandwidth is null where the direction is unlimited, or its limit
 * does not show.
 */
export function recoveredDirection(
  side: Side,
  sample: Sample,
  relayed: Pick<RelayedDirection, 'delayMs' | 'spreadMs'>,
  measuredKbitPerSecond: number | null,
): MeasuredDirection {
  const { path, stream, arrivals, baseline } = sample;
  const { packets } = stream;
  const lost = lossInterval(packets, (path.lossPercent ?? 0) / 100, path.lossBurstPackets);
  const spread = spreadInterval(sample);
  const passed = passedSpreadInterval(sample, relayed.spreadMs);
  const drawn = drawnSpreadInterval(sample, kbitOf(path, side) !== undefined);
  return {
    probes: arrivals.count,
    wantedDelayMs: wantedDelayMs(path, side, frameBytesOf(stream)),
    measuredDelayMs: Math.max(0, arrivals.delayMs - baseline.delayMs),
    delayBoundMs: delayBoundMs(sample),
    relayedDelayMs: relayed.delayMs,
    passedDelayBoundMs: passedDelayBoundMs(sample),
    wantedSpreadMs: wantedSpreadMs(path),
    measuredSpreadMs: Math.sqrt(Math.max(0, arrivals.spreadMs ** 2 - baseline.spreadMs ** 2)),
    spreadFromMs: spread.fromMs,
    spreadToMs: spread.toMs,
    relayedSpreadMs: relayed.spreadMs,
    passedSpreadFromMs: passed.fromMs,
    passedSpreadToMs: passed.toMs,
    drawnSpreadFromMs: drawn?.fromMs ?? null,
    drawnSpreadToMs: drawn?.toMs ?? null,
    counted: packets,
    lostPackets: packets - arrivals.count,
    lossFromPercent: (100 * lost.from) / packets,
    lossToPercent: (100 * lost.to) / packets,
    wantedKbitPerSecond: kbitOf(path, side) ?? null,
    measuredKbitPerSecond,
  };
}
