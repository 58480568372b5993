import type { BlockRef } from '../../results/format/blocks.ts';
import type { Transport } from '../../scenarios/load/transport.ts';

/**
 * Latency over the share of deliveries that took no longer; all lines share `x` = 1 / (1 −
 * quantile).
 */
export interface PercentilesSpec {
  kind: 'percentiles';
  yAxis: string;
  x: number[];
  lines: { transport: Transport; y: number[] }[];
  /** A horizontal line that a reader may want to stay below. */
  limit: { value: number; label: string } | null;
}

export interface Dot extends BlockRef {
  value: number;
  valid: boolean;
}

/** The ends of what the verdict on a value allows, in the unit of the chart. */
export type Allowed = [low: number, high: number];

/** Where 98% and half of all values lie: p1, p25, p75 and p99. */
export type Box = [p1: number, p25: number, p75: number, p99: number];

/** One row per transport: a dot for every trial and a bar at the median of the valid ones. */
export interface DotsSpec {
  kind: 'dots';
  xAxis: string;
  unit: string;
  blocks: number;
  /** For values that spread over decades. */
  logarithmic?: boolean;
  /** `box`: the distribution within the trials, where the value has one. */
  rows: {
    transport: Transport;
    dots: Dot[];
    median: number | null;
    box?: Box | null;
    allowed?: Allowed;
  }[];
}

/**
 * One row per transport: stacked parts; null where no trial is valid. `label` names the row where a
 * transport has several.
 */
export interface StackSpec {
  kind: 'stack';
  xAxis: string;
  unit: string;
  parts: string[];
  /** `label` names a row where a transport has several; `brief` stands for it beside its bar. */
  rows: { transport: Transport; label?: string; brief?: string; values: number[] | null }[];
}

/** A value with its range over blocks. */
export type Ranged = [value: number, min: number, max: number];

/** One line per transport over a number by which points differ. */
export interface CurveSpec {
  kind: 'curve';
  xAxis: string;
  xUnit: string;
  yAxis: string;
  unit: string;
  logarithmic: { x: boolean; y: boolean };
  lines: { transport: Transport; points: { x: number; y: Ranged; allowed?: Allowed }[] }[];
  /** What the models predict: a wide, pale line below that of its transport. */
  models?: { transport: Transport; points: [x: number, y: number][] }[];
  /** Values that the vertical axis reaches, so that charts beside each other have the same one. */
  ends?: [least: number, most: number];
  /** A horizontal line that values should stay below. */
  limit: { value: number; label: string } | null;
}

/**
 * One row per setting with a mark for each transport; settings have no order, so no line connects
 * them.
 */
export interface SettingsSpec {
  kind: 'settings';
  xAxis: string;
  unit: string;
  logarithmic: boolean;
  labels: string[];
  /** `allowed`: by point; left out where no point of the transport has one. */
  lines: { transport: Transport; points: (Ranged | null)[]; allowed?: (Allowed | null)[] }[];
}

/** One line per transport over the seconds of a window; null where a second has no value. */
export interface TimelineSpec {
  kind: 'timeline';
  yAxis: string;
  unit: string;
  logarithmic: boolean;
  /** Whether a linear axis begins at 0; not needed where only changes matter. */
  fromZero: boolean;
  seconds: number[];
  lines: { transport: Transport; y: (number | null)[] }[];
  /** A marked period, in seconds since the window began. */
  span: { fromSeconds: number; toSeconds: number; label: string } | null;
}

/**
 * The distribution of one transport's latency, with the line of the model; points are [ms, share in
 * %].
 */
export interface CdfSpec {
  kind: 'cdf';
  xAxis: string;
  transport: Transport;
  measured: [number, number][];
  model: [number, number][];
}

/**
 * The share of deliveries (in %) that took no longer, over latency in a unit of its own: one line
 * per transport. Lines end at `most`.
 */
export interface SharesSpec {
  kind: 'shares';
  xAxis: string;
  /** Stands after a number: `2 transits`. */
  unit: string;
  most: number;
  lines: { transport: Transport; points: [x: number, share: number][] }[];
}

/** One bubble per transport over two values; its area shows a third. */
export interface TradeoffSpec {
  kind: 'tradeoff';
  xAxis: string;
  yAxis: string;
  bubbles: { transport: Transport; latencyMs: number; bytes: number; cpuMicros: number }[];
}

/**
 * One line per transport over a number that the reader enters, thin where extrapolated; all lines
 * share `x`.
 */
export interface BreakEvenSpec {
  kind: 'break-even';
  xAxis: string;
  yAxis: string;
  x: number[];
  lines: { transport: Transport; y: (number | null)[]; extrapolated: boolean[] }[];
  /** The reader's own number on the axis. */
  own: number;
}

/** The data that the page's script needs to draw one chart. */
export type ChartSpec =
  | PercentilesSpec
  | DotsSpec
  | StackSpec
  | CurveSpec
  | SettingsSpec
  | TimelineSpec
  | CdfSpec
  | SharesSpec
  | TradeoffSpec
  | BreakEvenSpec;

export type Cell = string | { transport: Transport } | { value: string; detail: string };

/** A table of values; the first cell of a row is its header. Units stand in the column titles. */
export interface Table {
  caption: string;
  columns: string[];
  rows: Cell[][];
}

/** The result of a check of the values, in one or two sentences; `warn` marks a caveat. */
export interface Check {
  text: string;
  warn: boolean;
}

/** A chart with the text and the table for the same data. */
export interface ChartFigure {
  title: string;
  /** The content of the chart, in one or two sentences computed from the data. */
  summary: string;
  /** The checks of this chart. */
  checks: Check[];
  spec: ChartSpec;
  table: Table;
}
