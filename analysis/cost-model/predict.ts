import { DEFAULT_HEARTBEAT_SECONDS } from '../../scenarios/load/default-heartbeat.ts';
import { type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import { inputsOf, type RangeName } from './inputs.ts';
import type { TransportCostModel } from './model.ts';
import { predictionError95 } from './prediction-error.ts';
import { coldWakes, heartbeats, modelled, type Predictors, QUANTITIES, type Quantity } from './terms.ts';

/** A load that the reader plans. */
export interface PlannedLoad {
  subscribers: number;
  /** The deliveries of all subscribers. Events come at random moments (Poisson). */
  notificationsPerSecond: number;
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
 * The polls and answers of a load per second. A subscriber's notifications come at random moments,
 * λ per second. A poll every T is empty with probability e^(−λT). A long poll of at most W is empty
 * with probability e^(−λW), so there are λ / (1 − e^(−λW)) long polls per second. Where an event
 * goes to g subscribers, its g deliveries and the g long polls that they answer wake the server
 * once. Push connections have subscribers / heartbeat interval heartbeats per second.
 */
export function predictorsOf(transport: TestedTransport, load: PlannedLoad): Predictors {
  const { subscribers, notificationsPerSecond, deliveriesPerEvent, payloadBytes, intervalMs, waitSeconds } =
    load;
  const perSubscriber = subscribers === 0 ? 0 : notificationsPerSecond / subscribers;
  const polls = { everySecond: 0, emptyShare: 0 };
  const { delivery } = TRAITS[transport];
  if (delivery === 'short-polling') {
    polls.everySecond = (1000 / intervalMs) * subscribers;
    polls.emptyShare = Math.exp((-perSubscriber * intervalMs) / 1000);
  }
  if (delivery === 'long-polling') {
    polls.emptyShare = Math.exp(-perSubscriber * waitSeconds);
    polls.everySecond =
      subscribers * (perSubscriber === 0 ? 1 / waitSeconds : perSubscriber / (1 - polls.emptyShare));
  }
  const emptyPollsPerSecond = polls.everySecond * polls.emptyShare;
  const answersPerSecond = polls.everySecond * (1 - polls.emptyShare);
  const eventsPerSecond = notificationsPerSecond / deliveriesPerEvent;
  const answeredTogether = delivery === 'long-polling' ? deliveriesPerEvent : 1;
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
