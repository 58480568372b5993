export type Place = readonly [x: number, y: number];

/** Where the axes end, in pixels. */
export interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** An end within the axes, and where it was cut: -1 towards 0, 1 away from it, 0 not at all. */
export interface ShownEnd {
  at: Place;
  cut: -1 | 0 | 1;
}

const within = (value: number, least: number, most: number): { at: number; cut: ShownEnd['cut'] } =>
  value < least ? { at: least, cut: -1 } : value > most ? { at: most, cut: 1 } : { at: value, cut: 0 };

/** An end of a level or upright line, moved to the edge of the axes if it lies beyond them. */
export function shownEnd([x, y]: Place, isLevel: boolean, area: Area): ShownEnd {
  if (isLevel) {
    const { at, cut } = within(x, area.left, area.right);
    return { at: [at, y], cut };
  }
  const { at, cut } = within(y, area.top, area.bottom);
  return { at: [x, at], cut };
}
