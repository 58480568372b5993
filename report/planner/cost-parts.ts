import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import {
  offsetOf,
  type Predictors,
  type Quantity,
  type Term,
  termsOf,
} from '../../analysis/cost-model/terms.ts';
import { BYTES, type TrafficLayer } from './errors.ts';

/** What traffic is spent on, in the order of bars and tables. */
export const TRAFFIC_PARTS = ['events', 'heartbeats', 'emptyPolls', 'headers'] as const;
export type TrafficPart = (typeof TRAFFIC_PARTS)[number];

/** Bytes per second by what they are spent on; their sum is the prediction of the model. */
export type TrafficParts = Record<TrafficPart, number>;
/** From the server, and to it. */
export type Traffic = Record<'out' | 'in', TrafficParts>;

/**
 * Bytes of a notification as JSON besides its payload: names 58, two stamps of 16 digits, a seq of
 * 2 digits and a topic of 8 characters in quotes, as in the grid (analysis/models/frames.ts).
 */
export const ENVELOPE_BYTES = 58 + 32 + 2 + 10;

/** Bytes per second that a term adds; 0 for a term that the quantity does not have. */
function bytesOf(
  model: TransportCostModel,
  quantity: Quantity,
  id: Term['id'],
  predictors: Predictors,
): number {
  const index = termsOf(model.transport, quantity).findIndex(term => term.id === id);
  const coefficient = model.fits[quantity]?.coefficients[index]?.value ?? 0;
  return index === -1
    ? 0
    : coefficient * (termsOf(model.transport, quantity)[index]?.amount(predictors) ?? 0);
}

/**
 * The predicted bytes per second in one direction, by what they are spent on.
 *
 * - Events: payloads and envelopes. They go out, so there are none in.
 * - Heartbeats: with the headers and acknowledgements of their packets.
 * - Empty polls: request and answer, with those of their packets.
 * - Headers: all else that an event needs: requests and headers of its answer, framing, TCP/IP
 *   headers and acknowledgements.
 */
function partsIn(model: TransportCostModel, quantity: Quantity, predictors: Predictors): TrafficParts {
  const { deliveriesPerSecond } = predictors;
  const of = (id: Term['id']) => bytesOf(model, quantity, id, predictors);
  const around = of('answer') + of('delivery') + of('kib');
  const payload = offsetOf(quantity, predictors);
  const envelopes = payload === 0 ? 0 : Math.min(around, ENVELOPE_BYTES * deliveriesPerSecond);
  return {
    events: payload + envelopes,
    heartbeats: of('heartbeat'),
    emptyPolls: of('empty-poll'),
    headers: around - envelopes,
  };
}

/** The predicted bytes per second of a load, out and in, by what they are spent on. */
export const trafficParts = (
  model: TransportCostModel,
  layer: TrafficLayer,
  predictors: Predictors,
): Traffic => ({
  out: partsIn(model, BYTES[layer].out, predictors),
  in: partsIn(model, BYTES[layer].in, predictors),
});

/** The bytes of all parts. */
export const trafficSum = (parts: TrafficParts): number =>
  TRAFFIC_PARTS.reduce((sum, part) => sum + parts[part], 0);

/** What costs: cores, and what traffic is spent on. */
export const COST_PARTS = ['cores', ...TRAFFIC_PARTS] as const;
export type CostPart = (typeof COST_PARTS)[number];
export type CostParts = Record<CostPart, number>;

/**
 * The monthly cost by what costs: cores · price, and for each part of the traffic
 * GB out · price out + GB in · price in. `gbPerByteSecond` is the GB per month of 1 B/s of all
 * processes.
 */
export function costParts(
  prices: { pricePerCoreMonth: number; pricePerGbOut: number; pricePerGbIn: number },
  cores: number,
  traffic: Traffic,
  gbPerByteSecond: number,
): CostParts {
  const costOf = (part: TrafficPart) =>
    gbPerByteSecond * (traffic.out[part] * prices.pricePerGbOut + traffic.in[part] * prices.pricePerGbIn);
  return {
    cores: cores * prices.pricePerCoreMonth,
    events: costOf('events'),
    heartbeats: costOf('heartbeats'),
    emptyPolls: costOf('emptyPolls'),
    headers: costOf('headers'),
  };
}
