import type { Chart } from 'chart.js';

/** Half the length of the stroke at each end. */
const CAP = 3;

type Place = readonly [x: number, y: number];

/** A thin line with an end stroke on both sides, level or upright. */
function drawLine(ctx: CanvasRenderingContext2D, [x1, y1]: Place, [x2, y2]: Place): void {
  const [capX, capY] = y1 === y2 ? [0, CAP] : [CAP, 0];
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  for (const [x, y] of [
    [x1, y1],
    [x2, y2],
  ] as const) {
    ctx.moveTo(x - capX, y - capY);
    ctx.lineTo(x + capX, y + capY);
  }
  ctx.stroke();
}

/** One thin line from the low end of what a verdict allows to the high end, in pixels. */
export interface AllowanceLine {
  colour: string;
  from: Place;
  to: Place;
}

/** Draws what verdicts allow as thin lines within the axes: an end beyond them has no stroke. */
export function drawAllowances({ ctx, chartArea }: Chart, lines: readonly AllowanceLine[]): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
  ctx.clip();
  ctx.lineWidth = 1;
  for (const { colour, from, to } of lines) {
    ctx.strokeStyle = colour;
    drawLine(ctx, from, to);
  }
  ctx.restore();
}
