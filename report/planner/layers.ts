import { type AddedBytes, addedBytes, type Ways } from '../../analysis/cost-model/layer-bytes.ts';
import type { Factor, LayerCost, TransportCostModel } from '../../analysis/cost-model/model.ts';
import { type PlannedLoad, predictorsOf } from '../../analysis/cost-model/predict.ts';
import type { Predictors } from '../../analysis/cost-model/terms.ts';
import { canonical } from '../../analysis/runs/pairs.ts';
import type { Connection } from '../../scenarios/load/connection.ts';
import { TRAITS } from '../../scenarios/load/transport.ts';
import { connectionOf } from './connection.ts';
import type { PlanInput } from './controls.ts';
import { ENVELOPE_BYTES, type Traffic, type TrafficParts } from './cost-parts.ts';
import type { Errors, TrafficLayer } from './errors.ts';
import { unknown, withCpu, withoutCpu } from './scaled-model.ts';

/** What the reader wants below a transport, and where its values are from. */
export interface Below {
  connection: Connection;
  /** What points show, of the run or, where it has none, of another one; null without any. */
  measured: LayerCost | null;
  /** Whether its bytes are those of the models, because the run did not measure it. */
  areBytesModelled: boolean;
}

/** A transport with what the reader wants below it. */
export interface WithLayers {
  model: TransportCostModel;
  /** The bytes per second of one process, from those without. */
  traffic: (plain: Traffic, predictors: Predictors) => Traffic;
  /** Null where nothing is wanted. */
  below: Below | null;
}

/** What the run measured of what the reader wants; undefined if it did not. */
const costOf = ({ layers = [] }: TransportCostModel, wanted: Connection) =>
  layers.find(({ connection }) => canonical(connection) === canonical(wanted));

const asItIs = (plain: Traffic): Traffic => plain;

const timesOf = (
  { events, heartbeats, emptyPolls, headers }: TrafficParts,
  factor: number,
): TrafficParts => ({
  events: events * factor,
  heartbeats: heartbeats * factor,
  emptyPolls: emptyPolls * factor,
  headers: headers * factor,
});

const multiplied =
  (factors: Ways) =>
  (plain: Traffic): Traffic => ({
    out: timesOf(plain.out, factors.out),
    in: timesOf(plain.in, factors.in),
  });

/** What all that happens in a second adds, by what it is spent on. */
const added =
  ({ delivery, heartbeat, emptyPoll, answer }: AddedBytes) =>
  (plain: Traffic, one: Predictors): Traffic => {
    const plus = (parts: TrafficParts, way: 'out' | 'in'): TrafficParts => ({
      events: parts.events,
      heartbeats: parts.heartbeats + (heartbeat?.[way] ?? 0) * one.heartbeatsPerSecond,
      emptyPolls: parts.emptyPolls + (emptyPoll?.[way] ?? 0) * one.emptyPollsPerSecond,
      headers:
        parts.headers +
        (delivery?.[way] ?? 0) * one.deliveriesPerSecond +
        (answer?.[way] ?? 0) * one.answersPerSecond,
    });
    return { out: plus(plain.out, 'out'), in: plus(plain.in, 'in') };
  };

/** What a connection adds to the bytes of a load by the models; null where they do not say. */
function modelledBytes(
  { transport }: TransportCostModel,
  connection: Connection,
  load: PlannedLoad,
  layer: TrafficLayer,
): AddedBytes | null {
  const { answersPerSecond, deliveriesPerSecond } = predictorsOf(transport, load);
  const messages = {
    jsonBytes: load.payloadBytes + ENVELOPE_BYTES,
    perAnswer: answersPerSecond === 0 ? 1 : deliveriesPerSecond / answersPerSecond,
    gapMs:
      TRAITS[transport].delivery === 'short-polling'
        ? load.intervalMs
        : (1000 * load.subscribers) / deliveriesPerSecond,
    waitSeconds: load.waitSeconds,
  };
  return addedBytes(transport, connection, messages, layer);
}

/**
 * A transport with what the reader wants below it. CPU and bytes are so many times as much as the
 * points of the run show. Without such points the CPU is so many times as much as another run
 * shows, if it has any, and the models say what TLS and HTTP/2 add to the bytes.
 */
export function withLayers(
  model: TransportCostModel,
  input: PlanInput,
  load: PlannedLoad,
  layer: TrafficLayer,
): WithLayers {
  const connection = connectionOf(input);
  if (connection === null) return { model, traffic: asItIs, below: null };
  const measured = costOf(model, connection) ?? null;
  const bytes = measured?.[layer];
  // Of another run's loads the bytes say less than the formats do.
  const bytesAdded =
    bytes && measured.from === undefined ? null : modelledBytes(model, connection, load, layer);
  const below = { connection, measured, areBytesModelled: bytesAdded !== null };
  if (bytesAdded !== null) {
    const own = measured ? withCpu(model, measured.cpu.value) : withoutCpu(model);
    return { model: own, traffic: added(bytesAdded), below };
  }
  if (measured && bytes) {
    const traffic = multiplied({ out: bytes.out.value, in: bytes.in.value });
    return { model: withCpu(model, measured.cpu.value), traffic, below };
  }
  return { model: unknown(model), traffic: asItIs, below: { ...below, measured: null } };
}

/** By how much the factors of single points are off the median, at most. */
const offOf = ({ value, least, most }: Factor): number =>
  least > 0 ? Math.max(most / value, value / least) : most / value;

const widened = (percent: number | null, factor: Factor): number | null =>
  percent === null ? null : 100 * ((1 + percent / 100) * offOf(factor) - 1);

/** The errors of a prediction, with how much the points differ that show what a layer changes. */
export function errorsWithLayers(errors: Errors, { below }: WithLayers, layer: TrafficLayer): Errors {
  const { measured = null, areBytesModelled = false } = below ?? {};
  const bytes = measured?.[layer];
  if (measured === null) return errors;
  const cpu = widened(errors.cpu, measured.cpu);
  if (!bytes || areBytesModelled) return { ...errors, cpu };
  return {
    ...errors,
    cpu,
    out: widened(errors.out, bytes.out),
    in: widened(errors.in, bytes.in),
  };
}
