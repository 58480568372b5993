import type { DeliveryTally, SeqRange } from '../../bench/processes/delivery-tally.ts';

/** Audits the deliveries of one subscriber, which starts before seq 1 of its topic. */
export interface DeliveryAudit {
  /** Records an arrived notification. */
  record(seq: number): void;
  /** The highest seq that has arrived; 0 before the first. */
  highest(): number;
  /** Counts the deliveries after the last has arrived. */
  tally(range: SeqRange): DeliveryTally;
}

/** A larger jump is an error, not a loss, and would need too much memory. */
const MAX_GAP = 1_000_000;

/** Says which delivery has another payload than was sent: nothing else of the trial counts then. */
export const wrongPayload = ({ topic, seq }: { topic: string; seq: number }): string =>
  `${topic}: notification ${seq} arrived with another payload than was sent`;

export function createDeliveryAudit(): DeliveryAudit {
  let highest = 0;
  // Created only after a fault: thousands of subscribers have one audit each.
  let gaps: Set<number> | undefined;
  let duplicates: number[] | undefined;
  let late: number[] | undefined;

  return {
    record(seq) {
      if (seq === highest + 1) {
        highest = seq;
      } else if (seq > highest) {
        if (seq - highest > MAX_GAP) throw new Error(`seq jumped from ${highest} to ${seq}`);
        gaps ??= new Set();
        for (let skipped = highest + 1; skipped < seq; skipped++) gaps.add(skipped);
        highest = seq;
      } else if (gaps?.delete(seq)) {
        late ??= [];
        late.push(seq);
      } else {
        duplicates ??= [];
        duplicates.push(seq);
      }
    },

    highest: () => highest,

    tally({ windowFirst, windowLast, last }) {
      const missing = [...(gaps ?? [])];
      for (let seq = highest + 1; seq <= last; seq++) missing.push(seq);
      const inWindow = (seqs: number[] = []) =>
        seqs.filter(seq => seq >= windowFirst && seq <= windowLast).length;
      const expected = Math.max(0, windowLast - windowFirst + 1);
      const faults = {
        missing: inWindow(missing),
        duplicate: inWindow(duplicates),
        reordered: inWindow(late),
      };
      return {
        expected,
        received: expected - faults.missing,
        ...faults,
        outsideWindow: {
          missing: missing.length - faults.missing,
          duplicate: (duplicates?.length ?? 0) - faults.duplicate,
          reordered: (late?.length ?? 0) - faults.reordered,
        },
      };
    },
  };
}
