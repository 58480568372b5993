import type { TradeoffSpec } from './spec.ts';

/** The largest bubble, in pixels; the areas of the others are in proportion to their CPU. */
const MAX_RADIUS = 34;
const MIN_RADIUS = 4;
/** Room on either side of a logarithmic axis, as a factor, for the size of the bubbles. */
const ROOM = 2;
/** The height of a line of names. */
const LINE = 15;
/** From the edge of a bubble to its name. */
const GAP = 6;

/** The radius of each bubble, in pixels: its area shows CPU. */
export function radiiOf({ bubbles }: Pick<TradeoffSpec, 'bubbles'>): number[] {
  const most = Math.max(...bubbles.map(({ cpuMicros }) => cpuMicros));
  return bubbles.map(({ cpuMicros }) => Math.max(MIN_RADIUS, MAX_RADIUS * Math.sqrt(cpuMicros / most)));
}

/** The ends of a logarithmic axis with room for the bubbles. */
export const axisEnds = (values: readonly number[]): { min: number; max: number } => ({
  min: Math.min(...values) / ROOM,
  max: Math.max(...values) * ROOM,
});

/** A drawn bubble and the width of its name, in pixels. */
export interface NamedBubble {
  x: number;
  y: number;
  radius: number;
  width: number;
}

/** Where a name stands: its left end and the middle of its line. */
export interface NamePlace {
  left: number;
  at: number;
  /** Whether the name stands on the right side of its bubble. */
  isRight: boolean;
}

/**
 * The place of each name beside its bubble, within the axes; a name that would overlap another
 * moves down.
 */
export function namePlaces(
  bubbles: readonly NamedBubble[],
  { left: start, right: end }: { left: number; right: number },
): NamePlace[] {
  const taken: { left: number; right: number; at: number }[] = [];
  const places = new Map<NamedBubble, NamePlace>();
  for (const bubble of bubbles.toSorted((a, b) => a.y - b.y)) {
    const { x, y, radius, width } = bubble;
    const isRight = x + radius + GAP + width <= end;
    const left = isRight ? x + radius + GAP : Math.max(start + 2, x - radius - GAP - width);
    let at = y;
    while (taken.some(one => one.left < left + width && left < one.right && Math.abs(one.at - at) < LINE)) {
      at += LINE;
    }
    taken.push({ left, right: left + width, at });
    places.set(bubble, { left, at, isRight });
  }
  return bubbles.flatMap(bubble => places.get(bubble) ?? []);
}
