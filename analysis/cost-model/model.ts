import type { TestedTransport } from '../../scenarios/load/transport.ts';
import type { Predictors, Quantity, Term } from './terms.ts';

export interface Coefficient {
  term: Term['id'];
  /** The thing that costs this much, in words. */
  per: string;
  unit: 'µs' | 'µs/s' | 'B' | 'B/s';
  value: number;
  /** Null if the term was held at 0, or if there are no more cells than terms. */
  standardError: number | null;
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
  /** The cells to which the model was fitted. */
  cells: CellFit[];
  /** The cells that were not part of the fit. */
  heldOut: CellFit[];
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
  measured: Record<RangeName, { least: number; most: number }>;
  /** The largest number of subscribers to which the memory was fitted; null if it was not. */
  mostSubscribersInMemory: number | null;
  /**
   * The smallest p99 latency of any cell, in ms: the machine's own tail, which no model contains.
   * Null if unknown.
   */
  leastP99Ms: number | null;
}

/**
 * The models by transport, without transports that have no valid trial of scenario `cost-model`.
 */
export type CostModel = Partial<Record<TestedTransport, TransportCostModel>>;

/**
 * The inputs of a model: its predictors, except the one that follows from the others, and the size
 * of one payload.
 */
export type RangeName = Exclude<keyof Predictors, 'coldWakesPerSecond'> | 'payloadBytes';
