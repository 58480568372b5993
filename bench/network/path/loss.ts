import { seededRandom } from '../../../scenarios/load/seeded-random.ts';

/**
 * Says of each packet in turn whether it is lost. `share` of them are, from 0 to below 1. They are
 * lost one by one, or in bursts with a mean length of `burstPackets`: a chain of two states of
 * which one loses every packet (Gilbert 1960). A burst ends with the probability 1/burstPackets.
 * One begins after a packet that arrives with share / (burstPackets × (1 − share)). The same seed
 * gives the same losses.
 */
export function lossPattern(share: number, burstPackets: number | undefined, seed: number): () => boolean {
  const random = seededRandom(seed);
  if (burstPackets === undefined) return () => random() < share;
  const begins = share / (burstPackets * (1 - share));
  const goesOn = 1 - 1 / burstPackets;
  let isLost = random() < share;
  return () => {
    const lost = isLost;
    isLost = random() < (lost ? goesOn : begins);
    return lost;
  };
}
