import { type DeliveryKind, type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';

/** What a server's cost is made of, each a sum over all subscribers. */
export interface Predictors {
  subscribers: number;
  deliveriesPerSecond: number;
  /** Of the payloads that were delivered, as JSON text. */
  payloadKibPerSecond: number;
  emptyPollsPerSecond: number;
  /** Of polls that found something. */
  answersPerSecond: number;
  /** Of deliveries and polls, those that find the server asleep for a while. */
  coldWakesPerSecond: number;
}
export type PredictorName = keyof Predictors;

/** One summand of a model: a coefficient times what this picks. */
export interface Term {
  id: 'constant' | 'connection' | 'delivery' | 'kib' | 'empty-poll' | 'answer' | 'cold-wake';
  /** What the coefficient is a cost of, in words. */
  per: string;
  amount(predictors: Predictors): number;
}

const constant: Term = { id: 'constant', per: 'running at all', amount: () => 1 };
const connection: Term = { id: 'connection', per: 'open connection', amount: one => one.subscribers };
const delivery: Term = { id: 'delivery', per: 'delivery', amount: one => one.deliveriesPerSecond };
const kib: Term = { id: 'kib', per: 'KiB of payload delivered', amount: one => one.payloadKibPerSecond };
const emptyPoll: Term = { id: 'empty-poll', per: 'empty poll', amount: one => one.emptyPollsPerSecond };
const answer: Term = { id: 'answer', per: 'answer with news', amount: one => one.answersPerSecond };
const coldWake: Term = {
  id: 'cold-wake',
  per: 'wake-up from sleep',
  amount: one => one.coldWakesPerSecond,
};
/**
 * A long poll is answered with one notification nearly always, so that answers and deliveries are the same number: one coefficient stands
 * for both. Waits that run out are so rare beside news that no load tells what they cost; they count as answers.
 */
const longPoll: Term = {
  id: 'answer',
  per: 'answer',
  amount: one => one.answersPerSecond + one.emptyPollsPerSecond,
};

export const QUANTITIES = [
  'cpuMicrosPerSecond',
  'memoryBytes',
  'applicationBytesPerSecond',
  'wireBytesPerSecond',
] as const;
/**
 * CPU of the server, in µs of each second; growth of its resident memory since before the first subscriber, in bytes; bytes on its
 * sockets above TCP, and on the wire with all headers and acknowledgements, both ways, in each second.
 */
export type Quantity = (typeof QUANTITIES)[number];

/**
 * The summands of each quantity of each transport. Who polls costs nothing by being connected, who is pushed to makes no polls.
 * Bytes have no constant: nothing is sent to nobody. What they have beside these is the payload itself, whose coefficient is 1;
 * on the wire a large one takes more packets, each with its headers, so that a KiB costs more than itself.
 */
const TERMS: Record<DeliveryKind, Record<Quantity, readonly Term[]>> = {
  'short-polling': {
    cpuMicrosPerSecond: [constant, coldWake, emptyPoll, answer, delivery, kib],
    memoryBytes: [constant, connection],
    applicationBytesPerSecond: [emptyPoll, answer, delivery],
    wireBytesPerSecond: [emptyPoll, answer, delivery, kib],
  },
  'long-polling': {
    cpuMicrosPerSecond: [constant, coldWake, longPoll, kib],
    memoryBytes: [constant, connection],
    applicationBytesPerSecond: [longPoll],
    wireBytesPerSecond: [longPoll, kib],
  },
  push: {
    cpuMicrosPerSecond: [constant, coldWake, connection, delivery, kib],
    memoryBytes: [constant, connection],
    applicationBytesPerSecond: [connection, delivery],
    wireBytesPerSecond: [connection, delivery, kib],
  },
};

/** The summands of one quantity of one transport. */
export const termsOf = (transport: TestedTransport, quantity: Quantity): readonly Term[] =>
  TERMS[TRAITS[transport].delivery][quantity];

/** A server that had nothing to do for so long is slow to wake: its caches are cold, its core asleep, on a virtual machine given away. */
const ASLEEP_AFTER_MS = 2;

/**
 * Of events that come at random moments, so many a second, those before which nothing came for a while: λ·e^(−λτ). In the rate sweep of two
 * shared cores a delivery by itself cost some 550 µs and one among thousands 50, and this says how many are of which kind.
 */
export const coldWakes = (eventsPerSecond: number): number =>
  eventsPerSecond * Math.exp((-eventsPerSecond * ASLEEP_AFTER_MS) / 1000);

/** What is added to the terms with coefficient 1. */
export function offsetOf(quantity: Quantity, { payloadKibPerSecond }: Predictors): number {
  const isBytes = quantity === 'applicationBytesPerSecond' || quantity === 'wireBytesPerSecond';
  return isBytes ? 1024 * payloadKibPerSecond : 0;
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
