import type { RunPoint, RunScenario } from './run.ts';
import type { Trial } from './trial.ts';

/** Which block a trial belongs to: blocks count from 0 in each session of a joined run. */
export type BlockRef = Pick<Trial, 'session' | 'block'>;

/** The same text for trials of the same block, and another for every other block. */
export const blockKey = ({ session = 0, block }: BlockRef): string => `${session} ${block}`;

/** Which block a trial belongs to; without a session where its run has only one. */
export const blockRef = ({ session, block }: BlockRef): BlockRef => ({
  ...(session !== undefined && { session }),
  block,
});

/** Sorts by session, then by block. */
export const byBlock = (one: BlockRef, other: BlockRef): number =>
  (one.session ?? 0) - (other.session ?? 0) || one.block - other.block;

/**
 * The blocks that these belong to, all sessions one after the other: how many there are, and the
 * place of each among them, from 0.
 */
export function blockPlaces(refs: readonly BlockRef[]): { count: number; placeOf(ref: BlockRef): number } {
  const starts = new Map<number, number>();
  let count = 0;
  const bySession = [...Map.groupBy(refs, ({ session = 0 }) => session)].toSorted(([a], [b]) => a - b);
  for (const [session, own] of bySession) {
    starts.set(session, count);
    count += Math.max(...own.map(({ block }) => block)) + 1;
  }
  return { count, placeOf: ({ session = 0, block }) => (starts.get(session) ?? 0) + block };
}

/** The number of blocks at a point of a scenario, in each session. */
export const blocksAt = (
  { parameters }: Pick<RunScenario, 'parameters'>,
  { blocks = parameters.blocks }: Pick<RunPoint, 'blocks'>,
): number => blocks;

/**
 * The smallest and the largest number of blocks at any point of these scenarios; both 0 without
 * points.
 */
export function blockRange(scenarios: readonly RunScenario[]): { least: number; most: number } {
  const counts = scenarios.flatMap(scenario => scenario.points.map(point => blocksAt(scenario, point)));
  return counts.length === 0
    ? { least: 0, most: 0 }
    : { least: Math.min(...counts), most: Math.max(...counts) };
}
