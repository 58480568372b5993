import type { Run } from '../../results/format/run.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { madeRun, madeScenario, madeTrial } from './run.ts';

/** µs a delivery that the server of each transport spends, block by block. */
export type Costs = Partial<Record<Transport, number[]>>;

/** Blocks that scatter by 1%. */
export const STEADY = [10, 10.1, 9.9, 10, 10.05];
export const times = (factor: number): number[] => STEADY.map(micros => micros * factor);

/** A run of scenario `ticker` that began in this hour of 1 March 2026. */
export function madeSession(hour: number, costs: Costs): Run {
  const trials = Object.entries(costs).flatMap(([transport, micros]) =>
    micros.map((cpuMicrosPerDelivery, block) =>
      madeTrial(
        { scenario: 'ticker', point: 'p0', transport: transport as Transport, block },
        { cpuMicrosPerDelivery },
      ),
    ),
  );
  const run = madeRun([madeScenario('ticker', STEADY.length)], trials);
  const clock = `2026-03-01T${String(hour).padStart(2, '0')}`;
  Object.assign(run.run, {
    id: `session-${hour}`,
    startedAt: `${clock}:00:00.000Z`,
    finishedAt: `${clock}:05:00.000Z`,
    seed: hour,
  });
  return run;
}

/** Runs, one an hour, in which SSE's server spends so many times the CPU of WebSocket's. */
export const madeSessions = (factors: readonly number[]): Run[] =>
  factors.map((factor, index) => madeSession(8 + index, { sse: times(factor), websocket: STEADY }));
