import type { Transport } from '../../scenarios/load/transport.ts';

/** Lines over the share of deliveries that took no longer; all lines share `x` = 1 / (1 − quantile). */
export interface PercentilesSpec {
  kind: 'percentiles';
  yAxis: string;
  x: number[];
  lines: { transport: Transport; y: number[] }[];
  /** A horizontal line that a reader may want to stay below. */
  limit: { value: number; label: string } | null;
}

export interface Dot {
  value: number;
  block: number;
  valid: boolean;
}

/** Where 98% and half of all values lie: p1, p25, p75 and p99. */
export type Box = [p1: number, p25: number, p75: number, p99: number];

/** One row a transport: a dot for every trial and a bar at the median of the valid ones. */
export interface DotsSpec {
  kind: 'dots';
  xAxis: string;
  unit: string;
  blocks: number;
  /** For what spreads over decades. */
  logarithmic?: boolean;
  /** `box`: what lies within the figures themselves, where one is a distribution. */
  rows: { transport: Transport; dots: Dot[]; median: number | null; box?: Box | null }[];
}

/** One row a transport: parts on top of each other; null where no trial is valid. */
export interface StackSpec {
  kind: 'stack';
  xAxis: string;
  unit: string;
  parts: string[];
  rows: { transport: Transport; values: number[] | null }[];
}

/** A figure with its range over blocks. */
export type Ranged = [value: number, min: number, max: number];

/** One line a transport over a number by which points differ. */
export interface CurveSpec {
  kind: 'curve';
  xAxis: string;
  xUnit: string;
  yAxis: string;
  unit: string;
  logarithmic: { x: boolean; y: boolean };
  lines: { transport: Transport; points: { x: number; y: Ranged }[] }[];
  /** A horizontal line that figures should stay below. */
  limit: { value: number; label: string } | null;
}

/** One row a setting, in it a mark for each transport; settings have no order, so nothing connects them. */
export interface SettingsSpec {
  kind: 'settings';
  xAxis: string;
  unit: string;
  logarithmic: boolean;
  labels: string[];
  lines: { transport: Transport; points: (Ranged | null)[] }[];
}

/** One line a transport over the seconds of a window; null where a second has no figure. */
export interface TimelineSpec {
  kind: 'timeline';
  yAxis: string;
  unit: string;
  logarithmic: boolean;
  /** Whether a linear axis begins at 0; a level of which only the changes matter need not. */
  fromZero: boolean;
  seconds: number[];
  lines: { transport: Transport; y: (number | null)[] }[];
  /** A stretch that is marked, in seconds since the window began. */
  span: { fromSeconds: number; toSeconds: number; label: string } | null;
}

/** How one transport's latency is distributed, with the model's line over it; points are [ms, share in %]. */
export interface CdfSpec {
  kind: 'cdf';
  xAxis: string;
  transport: Transport;
  measured: [number, number][];
  model: [number, number][];
}

/** A bubble a transport over two costs, its area a third one. */
export interface TradeoffSpec {
  kind: 'tradeoff';
  xAxis: string;
  yAxis: string;
  bubbles: { transport: Transport; latencyMs: number; bytes: number; cpuMicros: number }[];
}

/** One line a transport over a number of the reader's, thin where it extrapolates; all lines share `x`. */
export interface BreakEvenSpec {
  kind: 'break-even';
  xAxis: string;
  yAxis: string;
  x: number[];
  lines: { transport: Transport; y: (number | null)[]; extrapolated: boolean[] }[];
  /** Where on the axis the reader's own number is. */
  own: number;
}

/** What the page's script needs to draw one chart, and no more. */
export type ChartSpec =
  | PercentilesSpec
  | DotsSpec
  | StackSpec
  | CurveSpec
  | SettingsSpec
  | TimelineSpec
  | CdfSpec
  | TradeoffSpec
  | BreakEvenSpec;

export type Cell = string | { transport: Transport } | { value: string; detail: string };

/** Rows of figures; the first cell of a row is its header. Units stand in the titles of the columns. */
export interface Table {
  caption: string;
  columns: string[];
  rows: Cell[][];
}

/** What a check of the figures came to, in a sentence or two; `warn` marks what they must be read with. */
export interface Check {
  text: string;
  warn: boolean;
}

/** A chart with the words and the table that say the same. */
export interface ChartFigure {
  title: string;
  /** What the chart shows, in one or two sentences computed from the data. */
  summary: string;
  /** What was checked of this very chart. */
  checks: Check[];
  spec: ChartSpec;
  table: Table;
}
