import type { Chart } from 'chart.js';
import type { ChartSpec } from '../charts/spec.ts';
import { drawChart } from '../drawing/chart.ts';
import { readTheme } from '../drawing/theme.ts';
import { slideScale } from '../lecture/slide-scale.ts';

let drawn: Chart | null = null;

/** Removes the chart of the slide. */
export function eraseSlideChart(): void {
  drawn?.destroy();
  drawn = null;
}

/** Draws a chart as large as its frame, with lines and letters in proportion. */
export function drawSlideChart(frame: HTMLElement, label: string, spec: ChartSpec): void {
  eraseSlideChart();
  const { clientWidth: width, clientHeight: height } = frame;
  const scale = slideScale(spec, width, height);
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  canvas.width = Math.floor(width / scale);
  canvas.height = Math.floor(height / scale);
  frame.replaceChildren(canvas);
  drawn = drawChart(canvas, spec, readTheme(), scale * devicePixelRatio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
}
