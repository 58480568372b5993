/**
 * What all clients counted in the window, of which each worker reports the same counters;
 * undefined where none counted anything.
 */
export function countedByClients<Counters extends Readonly<Record<string, number>>>(
  reported: readonly (Counters | undefined)[],
): Counters | undefined {
  const known = reported.filter(one => one !== undefined);
  const sums = Object.keys(known[0] ?? {}).map(
    name => [name, known.reduce((sum, one) => sum + (one[name] as number), 0)] as const,
  );
  return sums.some(([, sum]) => sum !== 0) ? (Object.fromEntries(sums) as Counters) : undefined;
}
