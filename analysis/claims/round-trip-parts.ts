import { blockKey } from '../../results/format/blocks.ts';
import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { type PointRef, phaseMeanMs, trialsOf } from './claim-figures.ts';

/** The parts of a round trip, in their order. */
export const PARTS = ['forward', 'processing', 'back', 'handling'] as const;

/** The mean of each part of a round trip in ms, and of the whole, which was timed by itself. */
interface RoundTrip {
  forwardMs: number;
  backMs: number;
  sumMs: number;
  wholeMs: number;
}

function roundTrip(trial: MeasuredTrial): RoundTrip | null {
  const parts = PARTS.map(id => phaseMeanMs(trial, id));
  const wholeMs = trial.latencyMs?.fromPublish.mean ?? null;
  const known = parts.filter(part => part !== null);
  if (known.length < PARTS.length || !wholeMs) return null;
  const [forwardMs, , backMs] = known as [number, number, number, number];
  return { forwardMs, backMs, sumMs: known.reduce((sum, part) => sum + part, 0), wholeMs };
}

/** Shares of the round trips of one transport, block by block. */
export interface Shares {
  transport: TestedTransport;
  /** The four parts together, as a share of the whole. */
  sum: number[];
  /** The excess of its way back over WebSocket's in the same block: a wait, not a transfer. */
  waiting: number[];
  /** The way there, and the way back up to the time that WebSocket's takes. */
  transfer: number[];
}

/** The shares of each transport that has a round trip in the same block as WebSocket. */
export function sharesOf(run: Run, place: PointRef): Shares[] {
  const websocket = new Map(
    trialsOf(run, place, 'websocket').map(trial => [blockKey(trial), roundTrip(trial)]),
  );
  return TESTED_TRANSPORTS.map(transport => {
    const shares: Shares = { transport, sum: [], waiting: [], transfer: [] };
    for (const trial of trialsOf(run, place, transport)) {
      const [own, pushed] = [roundTrip(trial), websocket.get(blockKey(trial))];
      if (!own || !pushed) continue;
      const backMs = Math.min(own.backMs, pushed.backMs);
      shares.sum.push(own.sumMs / own.wholeMs);
      shares.waiting.push((own.backMs - backMs) / own.wholeMs);
      shares.transfer.push((own.forwardMs + backMs) / own.wholeMs);
    }
    return shares;
  }).filter(({ sum }) => sum.length > 0);
}
