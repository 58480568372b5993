import type { CostFit, Factor, LayerCost, TransportCostModel } from '../../analysis/cost-model/model.ts';
import { canonical } from '../../analysis/runs/pairs.ts';
import type { Connection } from '../../scenarios/load/connection.ts';
import { connectionLabel } from '../../scenarios/load/connection-words.ts';
import type { PlanInput } from './controls.ts';
import type { Errors, TrafficLayer } from './errors.ts';

/** What the reader wants below the transports; null for nothing. */
export function connectionOf({ tls, compression }: PlanInput): Connection | null {
  if (!tls && !compression) return null;
  return { ...(tls && { tls: 'full' }), ...(compression && { compression }) };
}

/** The same after a comma; empty for nothing. */
export function connectionInWords(input: PlanInput): string {
  const connection = connectionOf(input);
  return connection ? `, ${connectionLabel(connection)}` : '';
}

/** What the run measured of what the reader wants; undefined if it did not. */
const costOf = ({ layers = [] }: TransportCostModel, wanted: Connection) =>
  layers.find(({ connection }) => canonical(connection) === canonical(wanted));

const scaled = (fit: CostFit | null, factor: number): CostFit | null =>
  fit && {
    ...fit,
    coefficients: fit.coefficients.map(one => ({
      ...one,
      value: one.value * factor,
      standardError: one.standardError === null ? null : one.standardError * factor,
    })),
    covariance: fit.covariance?.map(row => row.map(value => value * factor ** 2)) ?? null,
  };

const scaledMicros = <T extends { micros: number; leastMicros: number; mostMicros: number }>(
  one: T,
  factor: number,
): T => ({
  ...one,
  micros: one.micros * factor,
  leastMicros: one.leastMicros * factor,
  mostMicros: one.mostMicros * factor,
});

/** The model of a server whose CPU is so many times as much; its memory is not known. */
function withCpu(model: TransportCostModel, factor: number): TransportCostModel {
  const { fits, shared, carried } = model;
  return {
    ...model,
    fits: { ...fits, cpuMicrosPerSecond: scaled(fits.cpuMicrosPerSecond, factor), memoryBytes: null },
    shared: shared && {
      ...scaledMicros(shared, factor),
      kib: shared.kib && scaledMicros(shared.kib, factor),
    },
    carried: {
      ...carried,
      polls: carried.polls && {
        ...carried.polls,
        microsPerPoll: carried.polls.microsPerPoll * factor,
      },
    },
  };
}

/** A model without CPU and bytes: nothing is known of them. */
const unknown = (model: TransportCostModel): TransportCostModel => ({
  ...model,
  fits: {
    cpuMicrosPerSecond: null,
    memoryBytes: null,
    applicationDownBytesPerSecond: null,
    applicationUpBytesPerSecond: null,
    wireDownBytesPerSecond: null,
    wireUpBytesPerSecond: null,
  },
});

/** A transport with what the reader wants below it. */
export interface WithLayers {
  model: TransportCostModel;
  /** What bytes are multiplied by. */
  traffic: { out: number; in: number };
  /** What the points of the run show; null where nothing is wanted. */
  cost: LayerCost | 'not measured' | null;
}

/**
 * The model of a transport over TLS or with compression: its CPU and its bytes times what the
 * points of the run show. Without such points nothing is known of them.
 */
export function withLayers(model: TransportCostModel, input: PlanInput, layer: TrafficLayer): WithLayers {
  const connection = connectionOf(input);
  if (connection === null) return { model, traffic: { out: 1, in: 1 }, cost: null };
  const cost = costOf(model, connection);
  const bytes = cost?.[layer];
  if (!cost || !bytes) return { model: unknown(model), traffic: { out: 1, in: 1 }, cost: 'not measured' };
  return {
    model: withCpu(model, cost.cpu.value),
    traffic: { out: bytes.out.value, in: bytes.in.value },
    cost,
  };
}

/** By how much the factors of single points are off the median, at most. */
const offOf = ({ value, least, most }: Factor): number =>
  least > 0 ? Math.max(most / value, value / least) : most / value;

const widened = (percent: number | null, factor: Factor): number | null =>
  percent === null ? null : 100 * ((1 + percent / 100) * offOf(factor) - 1);

/** The errors of a prediction, with how much the points differ that show what a layer changes. */
export function errorsWithLayers(errors: Errors, { cost }: WithLayers, layer: TrafficLayer): Errors {
  const bytes = cost === null || cost === 'not measured' ? null : cost[layer];
  if (cost === null || cost === 'not measured' || !bytes) return errors;
  return {
    ...errors,
    cpu: widened(errors.cpu, cost.cpu),
    out: widened(errors.out, bytes.out),
    in: widened(errors.in, bytes.in),
  };
}
