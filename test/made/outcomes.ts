import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { PhaseId } from '../../results/format/trial-extras.ts';
import { spreadMs, summarise } from './trial.ts';

/** Phases that took so long on average, each spread evenly by a tenth either way. */
export function madePhases(meansMs: Partial<Record<PhaseId, number>>, count = 200): MeasuredTrial['phases'] {
  return Object.entries(meansMs).map(([id, meanMs]) => ({
    id: id as PhaseId,
    latencyMs: summarise(spreadMs(0.9 * meanMs, 1.1 * meanMs, count)),
  }));
}

/** 50 visits that all came to their end, unless it is said otherwise. */
export const madeVisits = (
  over: Partial<NonNullable<MeasuredTrial['visits']>> = {},
): MeasuredTrial['visits'] => ({
  due: 50,
  completed: 50,
  told: 0,
  failed: 0,
  cpuMicrosPerVisit: 400,
  applicationBytesPerVisit: 520,
  wireBytesPerVisit: 1200,
  packetsPerVisit: 10,
  ...over,
});

/**
 * A server that was gone from second 1 to second 3, and to which all ten came back within two
 * seconds.
 */
export const madeRecovery = (
  over: Partial<NonNullable<MeasuredTrial['recovery']>> = {},
): MeasuredTrial['recovery'] => ({
  faultAtMs: 1000,
  clearedAtMs: 3000,
  affected: 10,
  recovered: 10,
  reconnectedMs: summarise(spreadMs(2000, 4000, 10)),
  sinceClearedMs: summarise(spreadMs(100, 2000, 10)),
  connections: 10,
  peakConnectionsPerSecond: 40,
  ...over,
});

/** Two readers who stopped, both cut off. */
export const madeStalled = (
  over: Partial<NonNullable<MeasuredTrial['stalled']>> = {},
): MeasuredTrial['stalled'] => ({
  readers: 2,
  cutOff: 2,
  firstCutOffMs: 1500,
  lastCutOffMs: 2500,
  peakRssBytes: 80 * 1024 ** 2,
  ...over,
});
