import type { TrialFigures } from '../../results/format/trial.ts';
import { type Check, type GateContext, none } from './check.ts';

/** Above this share of a core, the relay may be what limits the path. */
const MAX_RELAY_CPU_PERCENT = 60;
/** A delay within this share of the path's is as the path says. */
const LATE_SHARE = 0.02;

/**
 * Checks that the emulated path was as its parameters say: that its calibration recovered them,
 * that the relay neither lacked CPU nor passed packets on late, and that no queue before it was
 * full. Nothing without a path.
 */
export function pathChecks(
  { path }: Pick<TrialFigures, 'path'>,
  { hiccups, load, pathFaults = [] }: Pick<GateContext, 'hiccups' | 'load' | 'pathFaults'>,
): Check[] {
  if (!path || !load.path) return [];
  const { relayCpuPercent, relayLateP99Ms, droppedAtEnds } = path;
  const lateBoundMs = Math.max(2 * hiccups.p99Ms, (LATE_SHARE * load.path.rttMs) / 2);
  return [
    none(
      'path',
      pathFaults.length,
      'differences',
      `the path was not what it should be: ${pathFaults.join('; ')}`,
    ),
    {
      id: 'relay-cpu',
      measured: relayCpuPercent,
      bound: MAX_RELAY_CPU_PERCENT,
      unit: '%',
      reason: `path relay at ${relayCpuPercent.toFixed(0)}% of a core, over ${MAX_RELAY_CPU_PERCENT}%`,
    },
    {
      id: 'relay-late',
      measured: relayLateP99Ms,
      bound: lateBoundMs,
      unit: 'ms',
      reason: `path relay late by ${relayLateP99Ms.toFixed(2)} ms at p99, over the bound of ${lateBoundMs.toFixed(2)} ms`,
    },
    ...(droppedAtEnds == null
      ? []
      : [
          none(
            'path-drops',
            droppedAtEnds,
            'packets',
            `${droppedAtEnds} packets were dropped before the path, by no parameter of it`,
          ),
        ]),
  ];
}
