import { DEFAULT_HEARTBEAT_SECONDS } from '../../scenarios/load/default-heartbeat.ts';
import { type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import { inputsOf, type RangeName } from './inputs.ts';
import type { TransportCostModel } from './model.ts';
import { predictionError95 } from './prediction-error.ts';
import { coldWakes, heartbeats, modelled, type Predictors, QUANTITIES, type Quantity } from './terms.ts';

/** A load that the reader plans. */
export interface PlannedLoad {
  subscribers: number;
  /** The deliveries of all subscribers. */
  notificationsPerSecond: number;
  /** Whether events come evenly spaced; absent: at random moments (Poisson). */
  isEven?: boolean;
  /** The subscribers of this process that an event reaches, from 1 on. */
  deliveriesPerEvent: number;
  /** Size of each as JSON text. */
  payloadBytes: number;
  /** The interval between two polls of short polling. */
  intervalMs: number;
  /** The longest wait of one long poll. */
  waitSeconds: number;
  /** Between two heartbeats of a push connection. */
  heartbeatSeconds: number;
}

/** An input above the largest that was measured. */
export interface Beyond {
  name: RangeName;
  value: number;
  most: number;
}

export type PredictedCost = Record<Quantity, number | null> & {
  /** Of one core. Above 100 one server process cannot carry the load. */
  cpuPercent: number | null;
  /** The inputs outside the measured range, for which the prediction is an extrapolation. */
  extrapolated: RangeName[];
  /** Those of them that are above the range. */
  beyond: Beyond[];
  /** Half of the 95% prediction interval of each quantity; null if the fit gives none. */
  error95: Record<Quantity, number | null>;
};

/**
 * Whether the events of each subscriber come evenly spaced: those of all do, and each goes to all.
 * A part of evenly spaced events, chosen at random, comes at random moments.
 */
export const isEvenForEach = ({ isEven = false, deliveriesPerEvent, subscribers }: PlannedLoad): boolean =>
  isEven && deliveriesPerEvent >= subscribers * (1 - 1e-9);

/**
 * The polls of a load per second, and the share of them that is empty. A subscriber's notifications
 * come at random moments, λ per second. A poll every T is empty with probability e^(−λT). A long
 * poll of at most W is empty with probability e^(−λW), so there are λ / (1 − e^(−λW)) long polls
 * per second. Evenly spaced, 1 − λT of the polls are empty, or none, and between two notifications
 * there are ⌈1/(λW)⌉ long polls.
 */
function pollsOf(transport: TestedTransport, load: PlannedLoad): { everySecond: number; emptyShare: number } {
  const { subscribers, notificationsPerSecond, waitSeconds } = load;
  const perSubscriber = subscribers === 0 ? 0 : notificationsPerSecond / subscribers;
  const isEven = isEvenForEach(load);
  const { delivery } = TRAITS[transport];
  if (delivery === 'short-polling') {
    const expected = (perSubscriber * load.intervalMs) / 1000;
    return {
      everySecond: (1000 / load.intervalMs) * subscribers,
      emptyShare: isEven ? Math.max(0, 1 - expected) : Math.exp(-expected),
    };
  }
  if (delivery === 'push') return { everySecond: 0, emptyShare: 0 };
  if (perSubscriber === 0) return { everySecond: subscribers / waitSeconds, emptyShare: 1 };
  if (isEven) {
    const perNotification = Math.ceil(1 / (perSubscriber * waitSeconds));
    return { everySecond: notificationsPerSecond * perNotification, emptyShare: 1 - 1 / perNotification };
  }
  const emptyShare = Math.exp(-perSubscriber * waitSeconds);
  return { everySecond: notificationsPerSecond / (1 - emptyShare), emptyShare };
}

/**
 * The amounts of a load per second. Where an event goes to g subscribers, its g deliveries and the
 * g long polls that they answer wake the server once. Evenly spaced events count as many wake-ups
 * as random ones. Push connections have subscribers / heartbeat interval heartbeats per second.
 */
export function predictorsOf(transport: TestedTransport, load: PlannedLoad): Predictors {
  const { subscribers, notificationsPerSecond, deliveriesPerEvent, payloadBytes } = load;
  const polls = pollsOf(transport, load);
  const emptyPollsPerSecond = polls.everySecond * polls.emptyShare;
  const answersPerSecond = polls.everySecond * (1 - polls.emptyShare);
  const eventsPerSecond = notificationsPerSecond / deliveriesPerEvent;
  const answeredTogether = TRAITS[transport].delivery === 'long-polling' ? deliveriesPerEvent : 1;
  return {
    subscribers,
    deliveriesPerSecond: notificationsPerSecond,
    payloadKibPerSecond: (notificationsPerSecond * payloadBytes) / 1024,
    emptyPollsPerSecond,
    answersPerSecond,
    heartbeatsPerSecond: heartbeats(transport, subscribers, load.heartbeatSeconds),
    coldWakesPerSecond: coldWakes(
      eventsPerSecond + emptyPollsPerSecond + answersPerSecond / answeredTogether,
    ),
  };
}

const ofEach = (of: (quantity: Quantity) => number | null) =>
  Object.fromEntries(QUANTITIES.map(quantity => [quantity, of(quantity)])) as Record<Quantity, number | null>;

/**
 * The cost of a load to the server by a fitted model; a quantity is null if the model does not have
 * it.
 */
export function predictCost(model: TransportCostModel, load: PlannedLoad): PredictedCost {
  const { transport, measured } = model;
  const predictors = predictorsOf(transport, load);
  const inputs = inputsOf(transport, predictors, load.payloadBytes);
  const predicted = (quantity: Quantity) => {
    const values = model.fits[quantity]?.coefficients.map(({ value }) => value);
    return values ? modelled(transport, quantity, values, predictors) : null;
  };
  const costs = ofEach(predicted);
  // At the measured interval, heartbeats are as far from the measurements as subscribers.
  const isApart = load.heartbeatSeconds !== DEFAULT_HEARTBEAT_SECONDS;
  const names = (Object.keys(inputs) as RangeName[]).filter(
    name => measured[name] && (isApart || name !== 'heartbeatsPerSecond'),
  );
  return {
    ...costs,
    cpuPercent: costs.cpuMicrosPerSecond === null ? null : costs.cpuMicrosPerSecond / 10_000,
    extrapolated: names.filter(
      name => inputs[name] < measured[name].least || inputs[name] > measured[name].most,
    ),
    beyond: names
      .filter(name => inputs[name] > measured[name].most)
      .map(name => ({ name, value: inputs[name], most: measured[name].most })),
    error95: ofEach(quantity => {
      const [fit, value] = [model.fits[quantity], costs[quantity]];
      return fit && value !== null ? predictionError95(transport, quantity, fit, predictors, value) : null;
    }),
  };
}
