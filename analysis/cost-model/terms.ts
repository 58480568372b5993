import {
  type DeliveryKind,
  isPush,
  type TestedTransport,
  TRAITS,
  type Transport,
} from '../../scenarios/load/transport.ts';

/** The parts of a server's cost, each a sum over all subscribers. */
export interface Predictors {
  subscribers: number;
  deliveriesPerSecond: number;
  /** Of the delivered payloads, as JSON text. */
  payloadKibPerSecond: number;
  emptyPollsPerSecond: number;
  /** Answers to polls that are not empty. */
  answersPerSecond: number;
  /** Of push connections; 0 for a transport that polls. */
  heartbeatsPerSecond: number;
  /** Deliveries and polls that must wake the server from sleep. */
  coldWakesPerSecond: number;
}

/** One term of a model: a coefficient times the amount that this picks. */
export interface Term {
  id: 'constant' | 'connection' | 'heartbeat' | 'delivery' | 'kib' | 'empty-poll' | 'answer' | 'cold-wake';
  /** The thing that the coefficient is the cost of, in words. */
  per: string;
  amount(predictors: Predictors): number;
  /**
   * The term whose coefficient it takes where no cell has more of this one: then the cells cannot
   * separate the two.
   */
  unseenAs?: Term['id'];
}

const constant: Term = { id: 'constant', per: 'running server', amount: () => 1 };
const connection: Term = { id: 'connection', per: 'open connection', amount: one => one.subscribers };
const heartbeat: Term = { id: 'heartbeat', per: 'heartbeat', amount: one => one.heartbeatsPerSecond };
const delivery: Term = { id: 'delivery', per: 'delivery', amount: one => one.deliveriesPerSecond };
const kib: Term = { id: 'kib', per: 'KiB of payload delivered', amount: one => one.payloadKibPerSecond };
const emptyPoll: Term = { id: 'empty-poll', per: 'empty poll', amount: one => one.emptyPollsPerSecond };
const answer: Term = { id: 'answer', per: 'response with updates', amount: one => one.answersPerSecond };
const coldWake: Term = {
  id: 'cold-wake',
  per: 'wake-up from sleep',
  amount: one => one.coldWakesPerSecond,
};
/**
 * A long poll is nearly always answered with one notification, so answers and deliveries are the
 * same number, and one coefficient covers both. In the grid, waits that run out are too rare to
 * measure their CPU; there they count as answers.
 */
const longPoll: Term = {
  id: 'answer',
  per: 'response',
  amount: one => one.answersPerSecond + one.emptyPollsPerSecond,
};

/** The bytes of a long poll that runs out: a wait of idle subscribers shows them. */
const emptyLongPoll: Term = { ...emptyPoll, unseenAs: 'answer' };

export const QUANTITIES = [
  'cpuMicrosPerSecond',
  'memoryBytes',
  'applicationDownBytesPerSecond',
  'applicationUpBytesPerSecond',
  'wireDownBytesPerSecond',
  'wireUpBytesPerSecond',
] as const;
/**
 * CPU of the server in µs per second. Growth of its resident memory since before the first
 * subscriber, in bytes. Bytes per second from the server (down) and to it (up): on its sockets
 * above TCP, and on the wire with all headers and acknowledgements.
 */
export type Quantity = (typeof QUANTITIES)[number];

/**
 * The terms of each quantity of each transport. A polling client costs no CPU for its connection,
 * and push clients make no polls. A push connection without events costs its heartbeats. Bytes have
 * no constant, because a server without clients sends nothing. The payload itself is added to the
 * bytes down with coefficient 1. On the wire a large payload takes more packets, each with its
 * headers and acknowledgement, so a KiB of payload costs more than a KiB.
 */
const TERMS: Record<DeliveryKind, Record<Quantity, readonly Term[]>> = {
  'short-polling': {
    cpuMicrosPerSecond: [constant, coldWake, emptyPoll, answer, delivery, kib],
    memoryBytes: [constant, connection],
    applicationDownBytesPerSecond: [emptyPoll, answer, delivery],
    applicationUpBytesPerSecond: [emptyPoll, answer],
    wireDownBytesPerSecond: [emptyPoll, answer, delivery, kib],
    wireUpBytesPerSecond: [emptyPoll, answer, kib],
  },
  'long-polling': {
    cpuMicrosPerSecond: [constant, coldWake, longPoll, kib],
    memoryBytes: [constant, connection],
    applicationDownBytesPerSecond: [emptyLongPoll, answer],
    applicationUpBytesPerSecond: [emptyLongPoll, answer],
    wireDownBytesPerSecond: [emptyLongPoll, answer, kib],
    wireUpBytesPerSecond: [emptyLongPoll, answer, kib],
  },
  push: {
    cpuMicrosPerSecond: [constant, coldWake, heartbeat, delivery, kib],
    memoryBytes: [constant, connection],
    applicationDownBytesPerSecond: [heartbeat, delivery],
    applicationUpBytesPerSecond: [heartbeat],
    wireDownBytesPerSecond: [heartbeat, delivery, kib],
    wireUpBytesPerSecond: [heartbeat, delivery, kib],
  },
};

/** The terms of one quantity of one transport. */
export const termsOf = (transport: TestedTransport, quantity: Quantity): readonly Term[] =>
  TERMS[TRAITS[transport].delivery][quantity];

/** Heartbeats of all subscribers per second; 0 for a transport that polls, or every 0 s. */
export const heartbeats = (transport: Transport, subscribers: number, everySeconds: number): number =>
  isPush(transport) && everySeconds > 0 ? subscribers / everySeconds : 0;

/**
 * After this idle time a server is slow to wake. Its caches are cold and its core is asleep; on a
 * virtual machine, the core may be given to others.
 */
const ASLEEP_AFTER_MS = 2;

/**
 * Random events per second that follow an idle time of at least τ: λ·e^(−λτ). In the rate sweep on
 * two shared cores, a single delivery cost some 550 µs, and one among thousands 50 µs. This is the
 * number of the first kind.
 */
export const coldWakes = (eventsPerSecond: number): number =>
  eventsPerSecond * Math.exp((-eventsPerSecond * ASLEEP_AFTER_MS) / 1000);

/** The offset that is added to the terms with coefficient 1. */
export function offsetOf(quantity: Quantity, { payloadKibPerSecond }: Predictors): number {
  const isDown = quantity === 'applicationDownBytesPerSecond' || quantity === 'wireDownBytesPerSecond';
  return isDown ? 1024 * payloadKibPerSecond : 0;
}

/** The sum of a model: its offset and each coefficient times its term's amount. */
export function modelled(
  transport: TestedTransport,
  quantity: Quantity,
  coefficients: readonly number[],
  predictors: Predictors,
): number {
  return termsOf(transport, quantity).reduce(
    (sum, term, index) => sum + (coefficients[index] as number) * term.amount(predictors),
    offsetOf(quantity, predictors),
  );
}

/**
 * CPU and bytes are weighted by 1 / value², so the fit minimises the error in %. The planner needs
 * that error, and measurements scatter by about the same share at every size. Without weights, the
 * largest cell would decide all coefficients. Memory scatters by some megabytes for any number of
 * subscribers, and is not weighted.
 */
export function weightOf(quantity: Quantity, value: number): number {
  return quantity === 'memoryBytes' ? 1 : 1 / value ** 2;
}
