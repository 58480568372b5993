import type { Run } from '../../results/format/run.ts';
import { type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import { percentileMs, validOf } from '../comparison/transports.ts';
import { median } from '../statistics/paired-ratios.ts';
import type { Tail } from './model.ts';
import { pointsOf } from './points.ts';

/**
 * The p99 latencies of a transport in the valid trials of the grid's cells that are not held out.
 * Null if none has enough notifications for a p99, and for short polling: there the interval is the
 * latency.
 */
export function cellTailOf(run: Run, transport: TestedTransport): Tail | null {
  if (TRAITS[transport].delivery === 'short-polling') return null;
  const points = pointsOf(run, 'cost-model');
  const p99sMs = points
    .filter(({ load }) => !load.heldOut)
    .flatMap(point => {
      const own = run.trials.filter(
        one => one.scenario === 'cost-model' && one.point === point.id && one.transport === transport,
      );
      return validOf(own).flatMap(trial => percentileMs(trial, 'fromSchedule', 'p99') ?? []);
    });
  const medianMs = median(p99sMs);
  if (medianMs === null) return null;
  return { leastMs: Math.min(...p99sMs), medianMs, mostMs: Math.max(...p99sMs) };
}
