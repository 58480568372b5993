import type { Trial } from '../bench/trial-schema.ts';
import { capital, counted, figure, integer, list, percent, rangeOf, withUnit } from './format.ts';
import { gateInWords } from './gate-words.ts';
import type { Capacity } from './model/capacity.ts';
import type { Spread } from './model/spread.ts';
import { inProse } from './transports.ts';

/** From this share of a core on, in %, the server has none left. */
const FULL_CORE_PERCENT = 90;

/** Gates that speak of the clients: what fails them is not the server. */
const CLIENT_GATES = ['client-cpu', 'client-loop-delay', 'client-edge'];

/** Who gave out first in a trial that did not hold: only the server and latency are limits of the transport. */
export interface Limit {
  kind: 'server' | 'generator' | 'loss' | 'machine' | 'error' | 'latency';
  text: string;
}

const latencyInWords = ({ latencyMs }: Exclude<Trial, { status: 'error' }>): string =>
  latencyMs ? `p99 latency ${withUnit(latencyMs.fromSchedule.p99, 'ms')}` : 'nothing was delivered';

/** What gave out first, from the figures of the smallest trial that did not hold. */
export function limitOf(trial: Trial): Limit {
  if (trial.status === 'error') return { kind: 'error', text: `the trial broke off while: ${trial.stage}` };
  const failed = trial.gates.filter(({ passed }) => !passed).map(({ id }) => id);
  const clients = failed.filter(id => CLIENT_GATES.includes(id));
  const { server, deliveries } = trial;
  if (server.cpuPercent >= FULL_CORE_PERCENT) {
    const also =
      clients.length > 0 ? `; the load generator failed as well: ${list(clients.map(gateInWords))}` : '';
    return {
      kind: 'server',
      text: `the server’s core was full (${percent(server.cpuPercent)} of it, ${latencyInWords(trial)}${also})`,
    };
  }
  if (clients.length > 0) {
    return {
      kind: 'generator',
      text: `the load generator gave out first (${list(clients.map(gateInWords))})`,
    };
  }
  const missing = deliveries.missing + deliveries.outsideWindow.missing;
  const { droppedSlow } = server.connections;
  if (missing > 0 || droppedSlow > 0) {
    const parts = [
      ...(droppedSlow > 0 ? [`${counted(droppedSlow, 'slow reader')} cut off`] : []),
      ...(missing > 0 ? [`${counted(missing, 'delivery', 'deliveries')} missing`] : []),
    ];
    return { kind: 'loss', text: `${list(parts)}, the server at ${percent(server.cpuPercent)} of a core` };
  }
  if (trial.status === 'invalid') {
    const why = failed.length > 0 ? list(failed.map(gateInWords)) : 'no gate is named';
    return { kind: 'machine', text: `the trial was not valid, for another reason than the server (${why})` };
  }
  return {
    kind: 'latency',
    text: `latency went beyond the objective (${latencyInWords(trial)}, the server at ${percent(server.cpuPercent)} of a core)`,
  };
}

const inBlocks = (spread: Spread): string => {
  const ends = rangeOf(spread);
  return spread.blocks > 1
    ? `${integer(spread.value)} (median of ${counted(spread.blocks, 'block')}${ends && `; ${ends}`})`
    : integer(spread.value);
};

/** What one transport carried, and what gave out beyond. */
export function capacityInWords({
  transport,
  largestHeld,
  smallestFailed,
  limiting,
  blocks,
}: Capacity): string {
  const name = capital(inProse(transport));
  const open = blocks.filter(one => one.smallestFailed === null).length;
  if (!smallestFailed || !limiting) {
    return largestHeld
      ? `${name} carried at least ${inBlocks(largestHeld)} subscribers: more were not tried.`
      : `${name}: no number of subscribers came to a result.`;
  }
  const limit = limitOf(limiting.trial);
  const atLeast =
    limit.kind === 'generator' || limit.kind === 'machine' || limit.kind === 'error' || open > 0;
  const carried = largestHeld
    ? `${name} carried ${atLeast ? 'at least ' : ''}${inBlocks(largestHeld)} subscribers and not ${inBlocks(smallestFailed)}`
    : `${name} did not carry even ${inBlocks(smallestFailed)} subscribers`;
  return `${carried}: ${limit.text}.`;
}

/** `1,000 ms` and what must hold besides. */
export const objectiveInWords = (objectiveP99Ms: number): string =>
  `p99 latency within ${figure(objectiveP99Ms)}\u00a0ms, nothing missing, nobody cut off, every gate passed`;
