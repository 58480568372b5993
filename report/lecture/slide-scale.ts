import type { ChartSpec } from '../charts/spec.ts';

/** A chart is drawn in at least this size, in CSS pixels, and then enlarged. */
const LEAST_WIDTH = 440;
const LEAST_HEIGHT = 270;
/** What a row of settings needs, and the axis below the rows. */
const ROW_HEIGHT = 56;
const AXIS_HEIGHT = 80;

const leastHeight = (spec: ChartSpec): number =>
  spec.kind === 'settings'
    ? Math.max(LEAST_HEIGHT, spec.labels.length * ROW_HEIGHT + AXIS_HEIGHT)
    : LEAST_HEIGHT;

/**
 * By how much a chart is enlarged to fill a slide of this size in CSS pixels: lines and letters
 * grow with it. At least 1.
 */
export const slideScale = (spec: ChartSpec, width: number, height: number): number =>
  Math.max(1, Math.min(width / LEAST_WIDTH, height / leastHeight(spec)));
