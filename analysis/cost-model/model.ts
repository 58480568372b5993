import type { Connection } from '../../scenarios/load/connection.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import type { RangeName } from './inputs.ts';
import type { Quantity, Term } from './terms.ts';

export interface Coefficient {
  term: Term['id'];
  /** The thing that costs this much, in words. */
  per: string;
  unit: 'µs' | 'µs/s' | 'B';
  value: number;
  /** Null if the term was held at 0, or if there are no more cells than terms. */
  standardError: number | null;
  /** Whether the 95% interval leaves 0 out; null if there is no standard error. */
  isDistinguishable: boolean | null;
  /** The term whose coefficient it is, because no cell tells its own; null if one does. */
  takenFrom: Term['id'] | null;
}

/** One cell: the prediction of the model and the measured value. */
export interface CellFit {
  point: string;
  label: string;
  blocks: number;
  observed: number;
  predicted: number;
  /** (predicted − observed) / observed, in %; null if the observed value is 0. */
  errorPercent: number | null;
}

export interface CostFit {
  coefficients: Coefficient[];
  /**
   * The share of the variance between fitted cells that the model explains. It is
   * 1 − Σw(y − ŷ)² / Σw(y − ȳ)², with w and ȳ as in the fit.
   */
  rSquared: number | null;
  /**
   * s² (XᵀWX)⁻¹ of the coefficients, in their order. Null if there are no more cells than terms.
   */
  covariance: number[][] | null;
  /**
   * s², the variance of a cell of weight 1: of its share for CPU and bytes, of bytes for memory.
   * Null as above.
   */
  residualVariance: number | null;
  /** The number of cells less the number of terms that are not held at 0. */
  degreesOfFreedom: number;
  /** The cells to which the model was fitted. */
  cells: CellFit[];
  /** The cells that were not part of the fit. */
  heldOut: CellFit[];
}

export interface Range {
  least: number;
  most: number;
}

/**
 * What one server process carried in valid trials; null where the run did not measure it. It is a
 * lower bound: more was not tried, or the lab's own clients were at their limit.
 */
export interface Carried {
  /** The most subscribers that held in scenario `capacity`, or that waited in scenario `idle`. */
  subscribers: number | null;
  /** Whether they only waited: nobody tried as many with events. Absent: no. */
  areIdle?: boolean;
  /** The same of the transport that carried most. */
  subscribersOfAny: number | null;
  /** Polls of a busy server, in scenario `request-capacity` or `capacity`. */
  polls: { microsPerPoll: number; mostPerSecond: number } | null;
}

/**
 * The CPU of a delivery if one event goes to many, in the valid trials of scenario `capacity`; of a
 * response for long polling. All else that the model counts is subtracted, its payload as well.
 */
export interface Shared {
  /** The median of the trials. */
  micros: number;
  /** Of the dearest trial. */
  mostMicros: number;
  /** Of the cheapest trial. */
  leastMicros: number;
  /** The most deliveries or responses per second of these trials. */
  mostPerSecond: number;
  /** The most polls per second of these trials; 0 for push. */
  mostPollsPerSecond: number;
  /** The most subscribers of these trials. */
  mostSubscribers: number;
  /**
   * The payload of their events in B. From another payload on, a KiB costs what `kib` says.
   */
  payloadBytes: number;
  /** The most KiB of payload per second to many, in scenario `slow-consumer` as well. */
  mostKibPerSecond: number;
  /**
   * A KiB of payload in a further delivery of an event, in µs, by scenario `slow-consumer`; null if
   * the run has none. `leastMicros` and `mostMicros` follow from the dearest and cheapest trials.
   */
  kib: { micros: number; leastMicros: number; mostMicros: number } | null;
  /**
   * The time from one delivery of an event to the next in times of the CPU of a delivery; null if
   * no latency was measured, and for short polling.
   */
  turn: { least: number; median: number; most: number } | null;
}

/** p99 latencies of several cells: the machine's own tail, which no model contains. */
export interface Tail {
  leastMs: number;
  medianMs: number;
  mostMs: number;
}

/** How many times as much: the median of several points, the least and the most of them. */
export interface Factor {
  value: number;
  least: number;
  most: number;
}

/** What TLS or compression changes of a transport, at points that have the same load without. */
export interface LayerCost {
  connection: Connection;
  /** Of the server, for a delivery. */
  cpu: Factor;
  /** Bytes for a delivery, from the server and to it. */
  application: { out: Factor; in: Factor };
  /** Null where the wire was not counted. */
  wire: { out: Factor; in: Factor } | null;
  /** How many points that is. */
  points: number;
  /** Of these points. */
  payloadBytes: Range;
  /** The run that measured it, where that is another one. */
  from?: string;
}

export interface TransportCostModel {
  transport: TestedTransport;
  /**
   * Null if the cells cannot separate the terms: too few cells, or cells whose predictors vary
   * together.
   */
  fits: Record<Quantity, CostFit | null>;
  /**
   * The range of each predictor over the cells to which the CPU was fitted; beyond it, the model
   * extrapolates.
   */
  measured: Record<RangeName, Range>;
  /** The events per user per hour over the same cells. */
  measuredEventsPerUserHour: Range;
  /** The poll intervals over the same cells; null for a transport without one. */
  measuredPollIntervalMs: Range | null;
  /** What one server process was seen to carry, in other scenarios of the run. */
  carried: Carried;
  /** Null if the run did not measure it. */
  shared: Shared | null;
  /** The largest number of subscribers to which the memory was fitted; null if it was not. */
  mostSubscribersInMemory: number | null;
  /** Of the cells to which the CPU was fitted; null if none has a p99, and for short polling. */
  tail: Tail | null;
  /** One for each kind of connection that the run measured. Absent: none. */
  layers?: LayerCost[];
}

/**
 * The models by transport, without transports that have no valid trial of scenario `cost-model`.
 */
export type CostModel = Partial<Record<TestedTransport, TransportCostModel>>;
