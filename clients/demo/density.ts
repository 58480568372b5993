/** Several notifications that are too close to each other to be drawn apart. */
export interface Heap {
  /** Their mean time. */
  atMs: number;
  count: number;
}

/** Marks closer than this are drawn lighter: together they show a density. */
export const APART_PX = 8;
const LEAST_SHARE = 0.1;
/** The radius of a dot that stands for one of many. */
const SMALL_DOT_PX = 2;
const LARGEST_DOT_PX = 14;

/** How strongly each of `count` marks is drawn, at most 1: less where they lie close. */
export const shareOf = (count: number, widthPx: number): number =>
  Math.min(1, Math.max(LEAST_SHARE, widthPx / Math.max(1, count) / APART_PX));

/**
 * Times counted in steps of `stepMs`. The steps do not depend on what is shown, so that a dot keeps
 * its size while it moves.
 */
export function heapsOf(timesMs: readonly number[], stepMs: number): Heap[] {
  const steps = Map.groupBy(timesMs, atMs => Math.floor(atMs / stepMs));
  return [...steps.values()].map(own => ({
    atMs: own.reduce((sum, atMs) => sum + atMs, 0) / own.length,
    count: own.length,
  }));
}

/** The radius of a dot in px, whose area grows with the number that it stands for. */
export const radiusOf = (count: number): number => Math.min(LARGEST_DOT_PX, SMALL_DOT_PX * Math.sqrt(count));
