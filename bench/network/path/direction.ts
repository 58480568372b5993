import { queueLimitBytes } from '../../../analysis/models/path.ts';
import type { DirectionCounts } from '../../../results/format/path.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import { jitterCurve } from './jitter.ts';
import { lossPattern } from './loss.ts';

/** One direction of a path. All moments are in µs of the monotonic clock. */
export interface Direction {
  /** Takes a packet; returns when it leaves the path, or null if it is lost. */
  admit(atMicros: number, bytes: number): number | null;
  /** Loses every packet from now on, or no longer. */
  cut(isCut: boolean): void;
  /** What was counted since the last call. */
  counts(): DirectionCounts;
}

const noCounts = (): DirectionCounts => ({
  packets: 0,
  lostPackets: 0,
  overflowedPackets: 0,
  cutPackets: 0,
  queuedMaxBytes: 0,
});

/**
 * One direction of a path that begins at `startMicros`. A packet is first lost or not; then it
 * waits in a queue until those before it have passed the bandwidth limit, and is dropped if that
 * queue is full; then it takes half of the round trip, more or less by the jitter.
 */
export function direction(
  { rttMs, jitterMs = 0, lossPercent = 0, lossBurstPackets }: Path,
  kbitPerSecond: number | undefined,
  seed: number,
  startMicros: number,
): Direction {
  const isLost = lossPattern(lossPercent / 100, lossBurstPackets, seed);
  const jitter = jitterCurve(jitterMs * 1000, seed + 1);
  const microsPerByte = kbitPerSecond === undefined ? 0 : 8000 / kbitPerSecond;
  const limitBytes =
    kbitPerSecond === undefined ? Number.POSITIVE_INFINITY : queueLimitBytes(kbitPerSecond, rttMs);
  let counted = noCounts();
  let freeAtMicros = startMicros;
  let lastDueMicros = 0;
  let isCut = false;
  return {
    admit(atMicros, bytes) {
      counted.packets++;
      // Drawn for each packet, so that a cut or a full queue does not shift the losses after it.
      const lost = isLost();
      if (isCut) return drop('cutPackets');
      if (lost) return drop('lostPackets');
      const queuedBytes =
        microsPerByte === 0 ? 0 : Math.max(0, freeAtMicros - atMicros) / microsPerByte + bytes;
      if (queuedBytes > limitBytes) return drop('overflowedPackets');
      counted.queuedMaxBytes = Math.max(counted.queuedMaxBytes, queuedBytes);
      freeAtMicros = Math.max(freeAtMicros, atMicros) + bytes * microsPerByte;
      const delayMicros = rttMs * 500 + jitter(freeAtMicros - startMicros);
      lastDueMicros = Math.max(lastDueMicros, freeAtMicros + delayMicros);
      return lastDueMicros;
    },
    cut(nowCut) {
      isCut = nowCut;
    },
    counts() {
      const before = counted;
      counted = noCounts();
      return before;
    },
  };

  function drop(why: 'lostPackets' | 'overflowedPackets' | 'cutPackets'): null {
    counted[why]++;
    return null;
  }
}
