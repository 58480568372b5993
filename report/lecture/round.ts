import type { Transport } from '../../scenarios/load/transport.ts';
import type { ChartSpec } from '../charts/spec.ts';

/** Where a transport stands in an order, as far as the run decides it. */
export interface Place {
  transport: Transport;
  /** With its unit. */
  value: string;
  /** The range over the blocks; empty where all read the same. */
  detail: string;
  /** The first and the last place that the run allows it; place 1 has the least. */
  from: number;
  to: number;
  /** The value that the models predict, with its unit, and what it is; null where none does. */
  model: { value: string; what: string } | null;
}

/** Asks for an order of transports. */
export interface OrderQuestion {
  kind: 'order';
  text: string;
  /** Lowest measured value first. */
  places: Place[];
  /** What the values are: `Median latency`. */
  measuredTitle: string;
  /** Whether a model predicts the value of any place. */
  isModelled: boolean;
}

/** Asks for one value. */
export interface NumberQuestion {
  kind: 'number';
  text: string;
  unit: string;
  value: number;
  /** The value with its unit. */
  measured: string;
  /** The range over the blocks. */
  min: number;
  max: number;
}

export type Question = OrderQuestion | NumberQuestion;

/** One chart of a run, with what a class may guess before it is shown. */
export interface Round {
  /** `ticker.p50`: the scenario and the measure. */
  id: string;
  /** The id of the scenario; charts of one scenario follow each other. */
  group: string;
  /** What is drawn: the title of the scenario, and the title of the chart. */
  title: string;
  chartTitle: string;
  question: string;
  /** What theory predicts; empty where there is no theory. */
  theory: string;
  /** The content of the chart in a few sentences. */
  sentences: string[];
  spec: ChartSpec;
  questions: Question[];
}
