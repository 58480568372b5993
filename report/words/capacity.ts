import { CLIENT_GATES, type Limit, limitOf, lossesOf } from '../../analysis/comparison/capacity.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import type { Capacity } from '../model/capacity.ts';
import type { Spread } from '../model/spread.ts';
import { capital, counted, figure, integer, list, percent, rangeOf, withUnit } from '../text/format.ts';
import { gateInWords } from './gate.ts';

/** Who gave out first in a trial that did not hold, and how that is said. */
export interface LimitInWords {
  kind: Limit;
  text: string;
}

const latencyInWords = ({ latencyMs }: MeasuredTrial): string =>
  latencyMs ? `p99 latency ${withUnit(latencyMs.fromSchedule.p99, 'ms')}` : 'nothing was delivered';

/** How late the event loop of the worst client worker was, where one has such a loop. */
const eventLoopInWords = ({ eventLoopDelayP99Ms: lateMs }: MeasuredTrial['generator']): string =>
  lateMs === null ? '' : `a client worker’s event loop late by ${withUnit(lateMs, 'ms')} at p99, `;

/** What gave out first, from the figures of the smallest trial that did not hold; the objective is that of its search. */
export function limitInWords(trial: Trial, objectiveP99Ms: number): LimitInWords {
  const kind = limitOf(trial, objectiveP99Ms);
  if (trial.status === 'error') return { kind, text: `the trial broke off while: ${trial.stage}` };
  const failed = trial.gates.filter(({ passed }) => !passed).map(({ id }) => id);
  const clients = failed.filter(id => CLIENT_GATES.includes(id));
  const { missing, droppedSlow } = lossesOf(trial);
  const serverAt = `the server at ${percent(trial.server.cpuPercent)} of a core`;
  const busy = [
    ...clients.map(gateInWords),
    `${eventLoopInWords(trial.generator)}its core used to ${percent(trial.generator.cpuPercent)}`,
  ];
  const lost = [
    ...(droppedSlow > 0 ? [`${counted(droppedSlow, 'slow reader')} cut off`] : []),
    ...(missing > 0 ? [`${counted(missing, 'delivery', 'deliveries')} missing`] : []),
  ];
  const why = failed.length > 0 ? list(failed.map(gateInWords)) : 'no gate is named';
  const texts: Record<Exclude<Limit, 'error'>, string> = {
    server: `the server’s core was full (${percent(trial.server.cpuPercent)} of it, ${latencyInWords(trial)})`,
    generator: `the load generator gave out first, or with the server (${list(busy)}; ${serverAt})`,
    loss: `${list(lost)}, ${serverAt}`,
    machine: `the trial was not valid, for another reason than the server (${why})`,
    latency: `latency went beyond the objective (${latencyInWords(trial)}, ${serverAt})`,
  };
  return { kind, text: texts[kind as keyof typeof texts] };
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
  objectiveP99Ms,
}: Capacity): string {
  const name = capital(inProse(transport));
  const open = blocks.filter(one => one.smallestFailed === null).length;
  if (!smallestFailed || !limiting) {
    return largestHeld
      ? `${name} carried at least ${inBlocks(largestHeld)} subscribers: more were not tried.`
      : `${name}: no number of subscribers came to a result.`;
  }
  const limit = limitInWords(limiting.trial, objectiveP99Ms);
  const atLeast =
    limit.kind === 'generator' || limit.kind === 'machine' || limit.kind === 'error' || open > 0;
  const carried = largestHeld
    ? `${name} carried ${atLeast ? 'at least ' : ''}${inBlocks(largestHeld)} subscribers and not ${inBlocks(smallestFailed)}`
    : `${name} did not carry even ${inBlocks(smallestFailed)} subscribers`;
  return `${carried}: ${limit.text}.`;
}

/** `1,000 ms` and what must hold besides. */
export const objectiveInWords = (objectiveP99Ms: number): string =>
  `p99 latency within ${figure(objectiveP99Ms)}\u00a0ms, nothing missing, nobody cut off`;
