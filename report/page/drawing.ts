import type { Chart } from 'chart.js';
import type { ChartSpec } from '../charts/spec.ts';
import { drawChart } from '../drawing/chart.ts';
import { readTheme } from '../drawing/theme.ts';

const drawn = new Map<HTMLCanvasElement, Chart>();

/** The data of a chart of the page; null if its element has none. */
export function specOf(canvas: HTMLCanvasElement): ChartSpec | null {
  const data = canvas.parentElement?.querySelector('script')?.textContent;
  return data ? (JSON.parse(data) as ChartSpec) : null;
}

function draw(canvas: HTMLCanvasElement): void {
  const spec = specOf(canvas);
  if (!spec) return;
  drawn.get(canvas)?.destroy();
  drawn.set(canvas, drawChart(canvas, spec, readTheme()));
  // The style hides what stands in its place; a viewer may forbid the style alone.
  canvas.nextElementSibling?.toggleAttribute('hidden', true);
  document.documentElement.dataset.chartsDrawn = String(drawn.size);
}

// A long report has hundreds of charts: each is drawn shortly before it becomes visible.
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

const canvasesIn = (root: ParentNode) => [
  ...root.querySelectorAll<HTMLCanvasElement>('figure.chart .frame canvas'),
];

/**
 * Draws the charts of a part of the page shortly before they become visible; the page's first chart
 * at once.
 */
export function drawWhenSeen(root: ParentNode): void {
  document.documentElement.dataset.chartsDrawn ??= '0';
  for (const canvas of canvasesIn(root)) {
    if (drawn.size === 0 && specOf(canvas)) draw(canvas);
    else observer.observe(canvas);
  }
}

/** Replaces the data of a chart and redraws it if it is drawn. */
export function changeSpec(canvas: HTMLCanvasElement, spec: ChartSpec): void {
  const data = canvas.parentElement?.querySelector('script');
  if (data) data.textContent = JSON.stringify(spec);
  if (drawn.has(canvas)) draw(canvas);
}

/**
 * Draws the charts for which `wanted` is true, for printing. Returns a function that removes them
 * again: hundreds of drawn charts take a gigabyte.
 */
export function drawNow(wanted: (canvas: HTMLCanvasElement) => boolean): () => void {
  const before = new Set(drawn.keys());
  canvasesIn(document).filter(wanted).forEach(draw);
  return () => {
    for (const [canvas, chart] of drawn) {
      if (before.has(canvas)) continue;
      chart.destroy();
      drawn.delete(canvas);
      observer.observe(canvas);
    }
    redraw();
  };
}

/** Redraws all drawn charts, for example after a change of colours. */
export function redraw(): void {
  for (const canvas of [...drawn.keys()]) draw(canvas);
}
