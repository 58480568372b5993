import type { Chart } from 'chart.js';
import { type Place, type ShownEnd, shownEnd } from './cut-ends.ts';

/** Half the length of the stroke at each end. */
const CAP = 3;
/** The length of the tip of an arrow, which stands for an end beyond the axes. */
const TIP = 5;

/** One thin line from the low end of what a verdict allows to the high end, in pixels. */
export interface AllowanceLine {
  colour: string;
  from: Place;
  to: Place;
}

/** A stroke across the end of a line, or the tip of an arrow where the line goes on. */
function drawEnd(ctx: CanvasRenderingContext2D, { at: [x, y], cut }: ShownEnd, isLevel: boolean): void {
  const side = (along: number, across: number): Place =>
    isLevel ? [x + along, y + across] : [x + across, y + along];
  const back = -cut * TIP;
  ctx.moveTo(...side(back, -CAP));
  if (cut !== 0) ctx.lineTo(x, y);
  ctx.lineTo(...side(back, CAP));
}

/**
 * Draws what verdicts allow as thin lines within the axes: a stroke at each end, and an arrow where
 * an end lies beyond them.
 */
export function drawAllowances({ ctx, chartArea }: Chart, lines: readonly AllowanceLine[]): void {
  ctx.save();
  ctx.lineWidth = 1;
  for (const { colour, from, to } of lines) {
    const isLevel = from[1] === to[1];
    const [first, last] = [shownEnd(from, isLevel, chartArea), shownEnd(to, isLevel, chartArea)];
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.moveTo(...first.at);
    ctx.lineTo(...last.at);
    for (const end of [first, last]) drawEnd(ctx, end, isLevel);
    ctx.stroke();
  }
  ctx.restore();
}
