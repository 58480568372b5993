/** Events at one server process. */
export interface SpreadEvents {
  /** The share of all events that have a subscriber at this process. */
  eventShare: number;
  /** The deliveries of such an event at this process, at least 1. */
  deliveriesPerEvent: number;
}

/**
 * Events that go to `subscribersPerEvent` F subscribers each, who are spread over `processes` k at
 * random. An event has a subscriber at a given process with probability 1 − (1 − 1/k)^F, and F/k
 * deliveries there in the mean of all events. So an event that comes there has
 * (F/k) / (1 − (1 − 1/k)^F) deliveries: 1 for F = 1, and F/k for large F.
 */
export function spreadEvents(subscribersPerEvent: number, processes: number): SpreadEvents {
  // Rounding must not make several of one.
  if (subscribersPerEvent === 1) return { eventShare: 1 / processes, deliveriesPerEvent: 1 };
  const eventShare = -Math.expm1(subscribersPerEvent * Math.log1p(-1 / processes));
  return { eventShare, deliveriesPerEvent: Math.max(1, subscribersPerEvent / processes / eventShare) };
}
