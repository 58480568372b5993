const rounded = (value: number): number => Number(value.toPrecision(2));

/** 1, 2 and 5 of every decade between two values. */
export function roundTicks(min: number, max: number): { value: number }[] {
  const decades = Array.from({ length: 16 }, (_, index) => 10 ** (index - 5));
  const ticks = decades.flatMap(decade => [1, 2, 5].map(step => step * decade));
  const round = ticks.filter(value => value >= min && value <= max);
  // A narrow range may contain none of them.
  return (round.length > 1 ? round : [min, Math.sqrt(min * max), max].map(rounded)).map(value => ({ value }));
}
