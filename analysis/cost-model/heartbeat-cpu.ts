import type { Run } from '../../results/format/run.ts';
import { isPush, type TestedTransport } from '../../scenarios/load/transport.ts';
import { nonNegativeLeastSquares } from '../statistics/least-squares.ts';
import { observationsOf } from './observations.ts';
import { weightOf } from './terms.ts';

/** The CPU of one heartbeat, and the most heartbeats per second that it comes from. */
export interface HeartbeatCpu {
  micros: number;
  mostPerSecond: number;
}

/**
 * The CPU of a heartbeat of push, in µs: the slope of CPU = constant + heartbeats · micros over the
 * cells of scenario `idle`, in which nothing else happens. The grid has few heartbeats among many
 * deliveries, and cannot separate them. Null for polling, and without two different cells.
 */
export function heartbeatCpuOf(run: Run, transport: TestedTransport): HeartbeatCpu | null {
  if (!isPush(transport)) return null;
  const cells = observationsOf(run, transport, 'cpuMicrosPerSecond', ['idle']).filter(
    ({ point, figure }) => !point.load.heldOut && figure > 0,
  );
  const amounts = cells.map(({ predictors }) => predictors.heartbeatsPerSecond);
  const fit = nonNegativeLeastSquares(
    amounts.map(amount => [1, amount]),
    cells.map(({ figure }) => figure),
    cells.map(({ figure }) => weightOf('cpuMicrosPerSecond', figure)),
  );
  const micros = fit?.coefficients[1];
  return micros === undefined ? null : { micros, mostPerSecond: Math.max(...amounts) };
}
