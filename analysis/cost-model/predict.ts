import { type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import type { RangeName, TransportCostModel } from './model.ts';
import { coldWakes, modelled, type Predictors, QUANTITIES, type Quantity } from './terms.ts';

/** Numbers of somebody's own. */
export interface PlannedLoad {
  subscribers: number;
  /** In all; each goes to one subscriber. They come at random moments (Poisson). */
  notificationsPerSecond: number;
  /** Size of each as JSON text. */
  payloadBytes: number;
  /** Short polling: from poll to poll. */
  intervalMs: number;
  /** Long polling: the longest wait of one request. */
  waitSeconds: number;
}

export type PredictedCost = Record<Quantity, number | null> & {
  /** Of one core. Above 100 one server process cannot carry the load. */
  cpuPercent: number | null;
  /** What lies outside the range that was measured, so that the prediction is an extrapolation. */
  extrapolated: RangeName[];
};

/**
 * Polls and answers in each second that a load makes. A subscriber's notifications come at random moments, λ a second: a poll every
 * T finds none with probability e^(−λT); a long poll of at most W ends without with probability e^(−λW), so that there are
 * λ / (1 − e^(−λW)) of them a second.
 */
export function predictorsOf(transport: TestedTransport, load: PlannedLoad): Predictors {
  const { subscribers, notificationsPerSecond, payloadBytes, intervalMs, waitSeconds } = load;
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
  return {
    subscribers,
    deliveriesPerSecond: notificationsPerSecond,
    payloadKibPerSecond: (notificationsPerSecond * payloadBytes) / 1024,
    emptyPollsPerSecond: polls.everySecond * polls.emptyShare,
    answersPerSecond: polls.everySecond * (1 - polls.emptyShare),
    coldWakesPerSecond: coldWakes(notificationsPerSecond + polls.everySecond),
  };
}

/** What a load would cost the server by a fitted model; a quantity is null where the model has none. */
export function predictCost(model: TransportCostModel, load: PlannedLoad): PredictedCost {
  const { transport, measured } = model;
  const predictors = predictorsOf(transport, load);
  const { coldWakesPerSecond: _, ...own } = predictors;
  const asked: Record<RangeName, number> = { ...own, payloadBytes: load.payloadBytes };
  const costs = Object.fromEntries(
    QUANTITIES.map(quantity => {
      const values = model.fits[quantity]?.coefficients.map(({ value }) => value);
      return [quantity, values ? modelled(transport, quantity, values, predictors) : null];
    }),
  ) as Record<Quantity, number | null>;
  return {
    ...costs,
    cpuPercent: costs.cpuMicrosPerSecond === null ? null : costs.cpuMicrosPerSecond / 10_000,
    extrapolated: (Object.keys(asked) as RangeName[]).filter(name => {
      const range = measured[name];
      return range && (asked[name] < range.least || asked[name] > range.most);
    }),
  };
}
