import type { RecordedSession } from '../../results/format/recorded-session.ts';
import { normal } from './normal.ts';

type Cell = RecordedSession['cells'][number];

/** Standard deviations of the log ratio. */
export interface MadeSpread {
  /** Between sessions. */
  tau: number;
  /** Between the blocks of a session. */
  sigma: number;
}

interface MadeSession {
  /** The true log ratio of each point: CPU of short polling over that of WebSocket. */
  truths: readonly number[];
  spread: MadeSpread;
  blocks?: number;
  scenario?: string;
  /** Whether the session moves all points by the same, or each by its own. */
  effect: 'shared' | 'own';
}

function cellsOf({ truths, spread, blocks = 3, scenario = 's', effect }: MadeSession, random: () => number) {
  const drawn = () => spread.tau * normal(random);
  const shared = effect === 'shared' ? drawn() : null;
  return truths.flatMap((truth, point) => {
    const ofSession = truth + (shared ?? drawn());
    const logs = Array.from({ length: blocks }, () => ofSession + spread.sigma * normal(random));
    const none = logs.map(() => null);
    const cellOf = (transport: Cell['transport'], cpu: number[]): Cell => ({
      scenario,
      point: `${point}`,
      transport,
      blocks: logs.map((_, block) => block),
      values: { p50: none, p99: none, cpu, bytes: none, wire: none },
    });
    const ones = logs.map(() => 1);
    return [cellOf('short-polling', logs.map(Math.exp)), cellOf('websocket', ones)];
  });
}

const DAY_MS = 86_400_000;
let sessionsMade = 0;

/** A recorded session of these scenarios, a day after the one made before. */
export const madeRecorded = (
  id: string,
  random: () => number,
  ...scenarios: readonly MadeSession[]
): RecordedSession => ({
  id,
  startedAt: new Date(DAY_MS * sessionsMade++).toISOString(),
  commit: null,
  preset: 'quick',
  processor: 'made up',
  kernel: 'made up',
  serverKeptAwake: true,
  workloads: null,
  cells: scenarios.flatMap(scenario => cellsOf(scenario, random)),
});
