/** An interval whose ends differ by more than this factor does not show how large an effect is. */
export const WIDEST_RATIO = 10;

/** Whether the 95% interval of a ratio is too wide to show how large an effect is. */
export const isTooWide = (lower: number | null, upper: number | null): boolean =>
  lower !== null && upper !== null && upper > WIDEST_RATIO * lower;
