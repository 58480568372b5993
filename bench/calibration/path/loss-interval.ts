/** The share of all outcomes that an interval leaves out on each side: together 0.1%. */
const LEFT_OUT = 0.0005;

/** How likely a packet is lost after one that arrived, and after one that was lost. */
interface Chain {
  begins: number;
  goesOn: number;
}

/**
 * The chain of two states (Gilbert 1960) of which `share` of all packets are lost, one by one or in
 * bursts with a mean length of `burstPackets`.
 */
const chainOf = (share: number, burstPackets: number | undefined): Chain =>
  burstPackets === undefined
    ? { begins: share, goesOn: share }
    : { begins: share / (burstPackets * (1 - share)), goesOn: 1 - 1 / burstPackets };

/** The probability of each number of lost packets, from 0 to `n`: packet after packet. */
function lostCounts(n: number, share: number, { begins, goesOn }: Chain): Float64Array {
  // By the number that is lost so far: the last packet arrived, or it was lost.
  const [arrived, lost] = [new Float64Array(n + 1), new Float64Array(n + 1)];
  arrived[0] = 1 - share;
  lost[1] = share;
  for (let packets = 2; packets <= n; packets++) {
    for (let count = packets; count >= 0; count--) {
      const [a, l] = [arrived[count] as number, lost[count] as number];
      const [aBefore, lBefore] = [arrived[count - 1] ?? 0, lost[count - 1] ?? 0];
      arrived[count] = a * (1 - begins) + l * (1 - goesOn);
      lost[count] = aBefore * begins + lBefore * goesOn;
    }
  }
  return arrived.map((one, count) => one + (lost[count] as number));
}

/**
 * The smallest and the largest number of lost packets, of `n` that a path with this loss gets, that
 * 99.9% of all outcomes keep within.
 */
export function lossInterval(n: number, share: number, burstPackets?: number): { from: number; to: number } {
  if (n === 0 || share === 0) return { from: 0, to: 0 };
  const probabilities = lostCounts(n, share, chainOf(share, burstPackets));
  let [below, from] = [0, -1];
  for (const [count, probability] of probabilities.entries()) {
    below += probability;
    if (from < 0 && below > LEFT_OUT) from = count;
    if (below >= 1 - LEFT_OUT) return { from: Math.max(0, from), to: count };
  }
  return { from: Math.max(0, from), to: n };
}

/**
 * The fewest packets of which a path with this loss loses at least one in 99.95% of all cases: with
 * these, no loss at all lies outside the interval. `share` is above 0.
 */
export function packetsToTell(share: number, burstPackets?: number): number {
  const { begins } = chainOf(share, burstPackets);
  return 1 + Math.max(0, Math.ceil(Math.log(LEFT_OUT / (1 - share)) / Math.log1p(-begins)));
}
