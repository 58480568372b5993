/** The share of all outcomes that an interval leaves out on each side: together 0.1%. */
const LEFT_OUT = 0.0005;

/** The logarithms of 0! to n!. */
function logFactorials(n: number): number[] {
  const logs = [0];
  for (let one = 1; one <= n; one++) logs.push((logs[one - 1] as number) + Math.log(one));
  return logs;
}

/**
 * The smallest and the largest number of hits, in `n` tries with the probability `share` each, that
 * 99.9% of all outcomes keep within: the quantiles of the binomial distribution.
 */
export function binomialInterval(n: number, share: number): { from: number; to: number } {
  if (n === 0 || share === 0) return { from: 0, to: 0 };
  const logs = logFactorials(n);
  const probability = (hits: number) =>
    Math.exp(
      (logs[n] as number) -
        (logs[hits] as number) -
        (logs[n - hits] as number) +
        hits * Math.log(share) +
        (n - hits) * Math.log1p(-share),
    );
  let [below, from, to] = [0, -1, n];
  for (let hits = 0; hits <= n; hits++) {
    below += probability(hits);
    if (from < 0 && below > LEFT_OUT) from = hits;
    if (below >= 1 - LEFT_OUT) {
      to = hits;
      break;
    }
  }
  return { from: Math.max(0, from), to };
}

/**
 * How many independent tries tell as much as `n` packets of which the lost ones come in bursts with
 * a mean length of `burstPackets`: n (1 − ρ) / (1 + ρ), where ρ is the correlation of neighbours in
 * the chain of two states, 1 − 1/burst − the probability that a burst begins.
 */
export function independentTries(n: number, share: number, burstPackets: number | undefined): number {
  if (burstPackets === undefined || share === 0) return n;
  const correlation = 1 - 1 / burstPackets - share / (burstPackets * (1 - share));
  return Math.max(1, Math.floor((n * (1 - correlation)) / (1 + correlation)));
}
