import { blockKey } from '../../results/format/blocks.ts';
import type { Run } from '../../results/format/run.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import { largestHeld, outcomeOf } from '../comparison/capacity.ts';
import { allTrials, placesOf } from './claim-figures.ts';
import type { ClaimFigure } from './verdict.ts';

const SCENARIO = 'capacity';

/**
 * How many subscribers a transport carried in valid trials: at least `held` in each block, and
 * fewer than `failed`.
 */
export interface Capacity {
  transport: TestedTransport;
  blocks: number;
  /** The smallest of the blocks. */
  held: number;
  /**
   * The smallest number that was too many in a block, the largest of the blocks; infinite if none
   * was.
   */
  failed: number;
  /** Numbers above `held` of which some block has no valid trial: they do not count. */
  notCounted: number[];
}

/**
 * The result of the search of scenario `capacity`; null if no valid trial held in some block. A
 * number is not known to be too many if something other than the transport reached its limit there,
 * or if no trial was valid.
 */
export function capacityOf(run: Run, transport: TestedTransport): Capacity | null {
  const search = run.scenarios.find(({ id }) => id === SCENARIO)?.search;
  if (!search) return null;
  const tried = placesOf(run, [SCENARIO]).flatMap(place =>
    [...Map.groupBy(allTrials(run, place, transport), blockKey)].map(([block, attempts]) => {
      const { outcome } = outcomeOf(attempts, search.objectiveP99Ms);
      return { block, subscribers: place.load.subscribers, outcome };
    }),
  );
  const blocks = [...Map.groupBy(tried, ({ block }) => block).values()];
  const heldOf = blocks.map(largestHeld);
  const failed = blocks.map(own =>
    Math.min(...own.filter(({ outcome }) => outcome === 'failed').map(({ subscribers }) => subscribers)),
  );
  if (blocks.length === 0 || heldOf.includes(null)) return null;
  const held = Math.min(...heldOf.map(Number));
  const left = tried.filter(({ outcome }) => outcome === 'in-time-invalid' || outcome === 'unknown');
  const above = left.map(({ subscribers }) => subscribers).filter(subscribers => subscribers > held);
  return {
    transport,
    blocks: blocks.length,
    held,
    failed: Math.max(...failed),
    notCounted: [...new Set(above)].toSorted((a, b) => a - b),
  };
}

/**
 * Two searches of one transport may differ by a fifth. With one search each, a smaller factor than
 * this means nothing.
 */
const APART = 1.25;

/**
 * Whether `one` carries fewer than `other`. Decided if the number that held for the better one
 * reaches the number that was too many for the worse one. A single block needs a margin. Null if
 * not decided.
 */
export function carriesFewer(one: Capacity, other: Capacity): boolean | null {
  const margin = Math.min(one.blocks, other.blocks) > 1 ? 1 : APART;
  if (one.failed * margin <= other.held) return true;
  return other.failed * margin <= one.held ? false : null;
}

/** A capacity as a value of a claim: the number that held, up to the number that was too many. */
export function capacityFigure({ transport, held, failed }: Capacity): ClaimFigure {
  return {
    label: 'subscribers that one server process carries',
    value: held,
    unit: 'subscribers',
    lower: held,
    upper: Number.isFinite(failed) ? failed : null,
    scenario: SCENARIO,
    point: `${held}`,
    transport,
  };
}
