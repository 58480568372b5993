import type { Chart } from 'chart.js';
import type { ChartSpec } from '../charts/spec.ts';
import { drawChart } from './chart.ts';
import { markCurrentSection } from './nav.ts';
import { onPrint } from './print.ts';
import { readTheme } from './theme.ts';
import { unfoldTarget } from './unfold.ts';

const drawn = new Map<HTMLCanvasElement, Chart>();
const canvases = [...document.querySelectorAll<HTMLCanvasElement>('.frame canvas')];

function draw(canvas: HTMLCanvasElement): void {
  const data = canvas.parentElement?.querySelector('script')?.textContent;
  if (!data) return;
  drawn.get(canvas)?.destroy();
  drawn.set(canvas, drawChart(canvas, JSON.parse(data) as ChartSpec, readTheme()));
  document.documentElement.dataset.chartsDrawn = String(drawn.size);
}

function redraw(): void {
  for (const canvas of [...drawn.keys()]) draw(canvas);
}

// A long report has hundreds of charts; each is drawn shortly before it is seen.
const observer = new IntersectionObserver(
  entries => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      draw(target as HTMLCanvasElement);
    }
  },
  { rootMargin: '300px' },
);

document.documentElement.dataset.chartsDrawn = '0';
for (const canvas of canvases) observer.observe(canvas);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
onPrint(() => canvases.forEach(draw), redraw);
markCurrentSection();
unfoldTarget();
