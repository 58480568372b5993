import type { TestedTransport } from '../../scenarios/load/transport.ts';
import type { Predictors, Quantity, Term } from './terms.ts';

export interface Coefficient {
  term: Term['id'];
  /** What it is the cost of one of, in words. */
  per: string;
  unit: 'µs' | 'µs/s' | 'B' | 'B/s';
  value: number;
  /** Null where the term was held at 0, or where there are no more cells than terms. */
  standardError: number | null;
}

/** One cell: what the model says beside what was measured. */
export interface CellFit {
  point: string;
  label: string;
  blocks: number;
  observed: number;
  predicted: number;
  /** (predicted − observed) / observed, in %; null where nothing above 0 was observed. */
  errorPercent: number | null;
}

export interface CostFit {
  coefficients: Coefficient[];
  /** The share of what differs between the fitted cells that the model explains: 1 − Σw(y − ŷ)² / Σw(y − ȳ)², w and ȳ as in the fit. */
  rSquared: number | null;
  /** The cells to which the model was fitted. */
  cells: CellFit[];
  /** The cells that it had not seen. */
  heldOut: CellFit[];
}

export interface TransportCostModel {
  transport: TestedTransport;
  /** Null where the cells do not tell the terms apart: too few, or in step with each other. */
  fits: Record<Quantity, CostFit | null>;
  /** Of each predictor, the range of the cells to which the CPU was fitted; beyond it, the model extrapolates. */
  measured: Record<RangeName, { least: number; most: number }>;
  /** The largest number of subscribers to which the memory was fitted; null where it was not. */
  mostSubscribersInMemory: number | null;
  /** The least p99 latency of any cell, in ms: the machine's own tail, of which no model knows. Null where none can be told. */
  leastP99Ms: number | null;
}

/** A transport without a valid trial of scenario `cost-model` is not among them. */
export type CostModel = Partial<Record<TestedTransport, TransportCostModel>>;

/** What a model is asked about: its predictors, but for what follows from the others, and the size of one payload. */
export type RangeName = Exclude<keyof Predictors, 'coldWakesPerSecond'> | 'payloadBytes';
