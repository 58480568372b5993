/**
 * Seqs of one topic: first and last of the window (last < first if there are none) and the last of
 * all.
 */
export interface SeqRange {
  windowFirst: number;
  windowLast: number;
  last: number;
}

export interface Faults {
  missing: number;
  duplicate: number;
  reordered: number;
}

/** Of the window: expected = received + missing. */
export interface DeliveryTally extends Faults {
  expected: number;
  received: number;
  outsideWindow: Faults;
}

/** The sum of many subscribers' tallies. */
export function addTallies(tallies: readonly DeliveryTally[]): DeliveryTally {
  const sum = (pick: (tally: DeliveryTally) => number) =>
    tallies.reduce((total, tally) => total + pick(tally), 0);
  return {
    expected: sum(tally => tally.expected),
    received: sum(tally => tally.received),
    missing: sum(tally => tally.missing),
    duplicate: sum(tally => tally.duplicate),
    reordered: sum(tally => tally.reordered),
    outsideWindow: {
      missing: sum(tally => tally.outsideWindow.missing),
      duplicate: sum(tally => tally.outsideWindow.duplicate),
      reordered: sum(tally => tally.outsideWindow.reordered),
    },
  };
}
