import { seededRandom } from '../../../scenarios/load/seeded-random.ts';

const LINE_BYTES = 64;
const WORDS_PER_LINE = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;
const SEED = 1;

/** How many cache lines, and so steps of one round, so many bytes have. */
export const linesIn = (bytes: number): number => bytes / LINE_BYTES;

/**
 * Memory of `bytes` in which each cache line holds the index of the next: one cycle through all
 * lines in random order (Sattolo, 1986), the same one each time. So the processor cannot fetch a
 * line before the walk has read the one before.
 */
export function randomCycle(bytes: number): Int32Array {
  const random = seededRandom(SEED);
  const lines = linesIn(bytes);
  const order = new Int32Array(lines);
  for (let line = 0; line < lines; line++) order[line] = line;
  for (let last = lines - 1; last > 0; last--) {
    const other = Math.floor(random() * last);
    const moved = order[last] as number;
    order[last] = order[other] as number;
    order[other] = moved;
  }
  const cycle = new Int32Array(lines * WORDS_PER_LINE);
  for (let line = 0; line < lines; line++) {
    cycle[line * WORDS_PER_LINE] = (order[line] as number) * WORDS_PER_LINE;
  }
  return cycle;
}

/** Walks so many steps along a cycle. Returns the index at the end, from which a walk can go on. */
export function walk(cycle: Int32Array, from: number, steps: number): number {
  let index = from;
  for (let step = 0; step < steps; step++) index = cycle[index] as number;
  return index;
}
