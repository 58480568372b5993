/** 1, 2 and 5 of every decade between two values: enough to read a logarithmic axis by. */
export function roundTicks(min: number, max: number): { value: number }[] {
  const decades = Array.from({ length: 16 }, (_, index) => 10 ** (index - 5));
  const ticks = decades.flatMap(decade => [1, 2, 5].map(step => step * decade));
  return ticks.filter(value => value >= min && value <= max).map(value => ({ value }));
}
