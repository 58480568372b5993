import type { Run } from '../../results/format/run.ts';
import { madeRun, madeScenario, pointTrials, spreadMs, USUAL } from './run.ts';

const LOWEST = spreadMs(0.6, 1.4);

/**
 * A run in which SSE is above WebSocket in one block and below it in the next: which of them has
 * the lower latency is not decided, and the polling transports are far above both.
 */
export function tiedRun(): Run {
  const blocksOf = (factor: number) =>
    pointTrials('s', 'p0', 10, {
      ...USUAL,
      sse: { ...USUAL.sse, latenciesMs: LOWEST.map(ms => ms * factor) },
      websocket: { ...USUAL.websocket, latenciesMs: LOWEST },
    });
  const [above, below] = [blocksOf(1.3), blocksOf(1 / 1.3)];
  return madeRun(
    [madeScenario('s', 10)],
    [...above.filter(({ block }) => block % 2 === 0), ...below.filter(({ block }) => block % 2 === 1)],
  );
}
