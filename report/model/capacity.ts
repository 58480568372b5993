import { largestHeld, type Outcome, outcomeOf } from '../../analysis/comparison/capacity.ts';
import { median } from '../../analysis/statistics/paired-ratios.ts';
import { type BlockRef, blockKey, blockRef } from '../../results/format/blocks.ts';
import type { Trial } from '../../results/format/trial.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { PointView } from './point.ts';
import { type Spread, spreadOf } from './spread.ts';

/** One number of subscribers in one block, and of several attempts the one that decides. */
export interface TriedSize {
  subscribers: number;
  trial: Trial;
  outcome: Outcome;
}

/** The result of the search in one block. */
export interface BlockCapacity {
  block: BlockRef;
  tried: TriedSize[];
  /** The largest number with a valid trial that held; null where none held. */
  largestHeld: number | null;
  /** The smallest number whose valid trial reached a limit of the transport; null if none did. */
  smallestFailed: TriedSize | null;
  /** The numbers above `largestHeld` that do not count. */
  notCounted: TriedSize[];
}

/** How many subscribers one transport carries, block by block. */
export interface Capacity {
  transport: Transport;
  /** The limit for p99 latency. */
  objectiveP99Ms: number;
  blocks: BlockCapacity[];
  largestHeld: Spread | null;
  smallestFailed: Spread | null;
  /** The trial to explain: that of the median block among those that reached a limit. */
  limiting: TriedSize | null;
  /** Each number above the largest that held that does not count in some block, smallest first. */
  notCounted: TriedSize[];
}

/** The outcomes that count neither as held nor as failed. */
const LEFT_OUT: readonly Outcome[] = ['in-time-invalid', 'unknown'];

function blockOf(block: BlockRef, all: TriedSize[]): BlockCapacity {
  const tried = all.toSorted((a, b) => a.subscribers - b.subscribers);
  const held = largestHeld(tried);
  return {
    block,
    tried,
    largestHeld: held,
    smallestFailed: tried.find(({ outcome }) => outcome === 'failed') ?? null,
    notCounted: tried.filter(
      ({ subscribers, outcome }) => LEFT_OUT.includes(outcome) && subscribers > (held ?? 0),
    ),
  };
}

/** The first trial of each number, smallest number first. */
const onePerNumber = (all: readonly TriedSize[]): TriedSize[] =>
  [...Map.groupBy(all, ({ subscribers }) => subscribers).values()]
    .flatMap(([first]) => first ?? [])
    .toSorted((a, b) => a.subscribers - b.subscribers);

function limitingOf(blocks: readonly BlockCapacity[]): TriedSize | null {
  const limits = blocks.map(({ smallestFailed }) => smallestFailed).filter(one => one !== null);
  const middle = median(limits.map(({ subscribers }) => subscribers));
  const [nearest = null] = limits.toSorted(
    (a, b) => Math.abs(a.subscribers - (middle ?? 0)) - Math.abs(b.subscribers - (middle ?? 0)),
  );
  return nearest;
}

function capacityOf(transport: Transport, sized: { subscribers: number; trial: Trial }[], p99Ms: number) {
  const blocks = [...Map.groupBy(sized, ({ trial }) => blockKey(trial)).values()].flatMap(own => {
    const bySize = [...Map.groupBy(own, ({ subscribers }) => subscribers)];
    const tried = bySize.map(([subscribers, ones]) => {
      const { trial, outcome } = outcomeOf(
        ones.map(one => one.trial),
        p99Ms,
      );
      return { subscribers, trial, outcome };
    });
    const [first] = own;
    return first ? [blockOf(blockRef(first.trial), tried)] : [];
  });
  return {
    transport,
    objectiveP99Ms: p99Ms,
    blocks,
    largestHeld: spreadOf(blocks.map(({ largestHeld }) => largestHeld)),
    smallestFailed: spreadOf(blocks.map(({ smallestFailed }) => smallestFailed?.subscribers ?? null)),
    limiting: limitingOf(blocks),
    notCounted: onePerNumber(blocks.flatMap(({ notCounted }) => notCounted)),
  };
}

/**
 * What a search found for every transport that it tried; p99 latency must stay within the
 * objective.
 */
export function capacitiesOf(points: readonly PointView[], objectiveP99Ms: number): Capacity[] {
  const sized = points.flatMap(({ point, transports }) =>
    transports.flatMap(({ transport, trials }) =>
      trials.map(trial => ({ transport, subscribers: point.load.subscribers, trial })),
    ),
  );
  return [...Map.groupBy(sized, ({ transport }) => transport)].map(([transport, own]) =>
    capacityOf(transport, own, objectiveP99Ms),
  );
}
