import type { Contestant } from '../../scenarios/transport.ts';
import type { Run } from '../results.ts';
import type { MeasuredTrial } from '../trial-schema.ts';
import { allTrials, type Place, placesOf, trialsOf } from './evidence.ts';
import type { ClaimFigure } from './verdict.ts';

const SCENARIO = 'capacity';

/** How many subscribers a transport carried: in each block at least `held`, and fewer than `failed`. */
export interface Capacity {
  transport: Contestant;
  /** The least over the blocks. */
  held: number;
  /** The least number that was too many, the most over the blocks; infinite where none was. */
  failed: number;
}

/** Whether everything came, and in time; as the search itself asks. */
function heldBy({ deliveries, latencyMs, server }: MeasuredTrial, objectiveP99Ms: number): boolean {
  const lost = deliveries.missing + deliveries.outsideWindow.missing + server.connections.droppedSlow;
  return lost === 0 && latencyMs !== null && latencyMs.fromSchedule.p99 <= objectiveP99Ms;
}

/**
 * What the search of scenario `capacity` found, from its valid trials; null where a block has none that held. A number that only an
 * invalid trial tried is not known to be too many.
 */
export function capacityOf(run: Run, transport: Contestant): Capacity | null {
  const search = run.scenarios.find(({ id }) => id === SCENARIO)?.search;
  const places = placesOf(run, [SCENARIO]);
  if (!search) return null;
  const tried = places.flatMap(place =>
    trialsOf(run, place, transport).map(trial => ({
      block: trial.block,
      subscribers: place.load.subscribers,
      held: heldBy(trial, search.objectiveP99Ms),
    })),
  );
  const blocks = [...new Set(tried.map(({ block }) => block))].map(block => {
    const own = tried.filter(one => one.block === block);
    const failed = Math.min(...own.filter(({ held }) => !held).map(({ subscribers }) => subscribers));
    const held = own.filter(one => one.held && one.subscribers < failed);
    return { held: Math.max(0, ...held.map(({ subscribers }) => subscribers)), failed };
  });
  if (blocks.length === 0 || blocks.some(({ held }) => held === 0)) return null;
  return {
    transport,
    held: Math.min(...blocks.map(({ held }) => held)),
    failed: Math.max(...blocks.map(({ failed }) => failed)),
  };
}

/**
 * Whether `one` carries fewer than `other`: true or false where what held for the better one reaches what was too many for the
 * worse one, null where that leaves it open.
 */
export function carriesFewer(one: Capacity, other: Capacity): boolean | null {
  if (one.failed <= other.held) return true;
  return other.failed <= one.held ? false : null;
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

/** Whether the run has the scenario with any trial of this transport, whatever became of it. */
export const wasSearched = (run: Run, transport: Contestant): boolean =>
  placesOf(run, [SCENARIO]).some((place: Place) => allTrials(run, place, transport).length > 0);
