import type { Run } from '../../results/format/run.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import { largestHeld, outcomeOf } from '../comparison/capacity.ts';
import { allTrials, placesOf } from './claim-figures.ts';
import type { ClaimFigure } from './verdict.ts';

const SCENARIO = 'capacity';

/** How many subscribers a transport carried: in each block at least `held`, and fewer than `failed`. */
export interface Capacity {
  transport: TestedTransport;
  blocks: number;
  /** The least over the blocks. */
  held: number;
  /** The least number that was too many, the most over the blocks; infinite where none was. */
  failed: number;
}

/**
 * What the search of scenario `capacity` found; null where a block has none that held. A number at which something else than the
 * transport gave out is not known to be too many.
 */
export function capacityOf(run: Run, transport: TestedTransport): Capacity | null {
  const search = run.scenarios.find(({ id }) => id === SCENARIO)?.search;
  if (!search) return null;
  const tried = placesOf(run, [SCENARIO]).flatMap(place =>
    [...Map.groupBy(allTrials(run, place, transport), ({ block }) => block)].map(([block, attempts]) => {
      const { outcome } = outcomeOf(attempts, search.objectiveP99Ms);
      return { block, subscribers: place.load.subscribers, held: outcome === 'held', outcome };
    }),
  );
  const blocks = [...Map.groupBy(tried, ({ block }) => block).values()];
  const held = blocks.map(largestHeld);
  const failed = blocks.map(own =>
    Math.min(...own.filter(({ outcome }) => outcome === 'failed').map(({ subscribers }) => subscribers)),
  );
  if (blocks.length === 0 || held.includes(null)) return null;
  return {
    transport,
    blocks: blocks.length,
    held: Math.min(...held.map(Number)),
    failed: Math.max(...failed),
  };
}

/** Two searches of the same transport end up to a fifth apart: with one of each, less than this factor says nothing. */
const APART = 1.25;

/**
 * Whether `one` carries fewer than `other`: true or false where what held for the better one reaches what was too many for the
 * worse one, by a margin where there is only one block; null where that leaves it open.
 */
export function carriesFewer(one: Capacity, other: Capacity): boolean | null {
  const margin = Math.min(one.blocks, other.blocks) > 1 ? 1 : APART;
  if (one.failed * margin <= other.held) return true;
  return other.failed * margin <= one.held ? false : null;
}

/** A capacity as a figure of a claim: the number that held, up to the one that was too many. */
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
