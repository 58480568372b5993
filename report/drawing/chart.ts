import {
  BarController,
  BarElement,
  BubbleController,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
} from 'chart.js';
import type { ChartSpec } from '../charts/spec.ts';
import { breakEvenChart } from './break-even.ts';
import { cdfChart } from './cdf.ts';
import { curveChart } from './curve.ts';
import { dotsChart } from './dots.ts';
import { percentilesChart } from './percentiles.ts';
import { settingsChart } from './settings.ts';
import { sharesChart } from './shares.ts';
import { stackChart } from './stack.ts';
import type { Theme } from './theme.ts';
import { timelineChart } from './timeline.ts';
import { tradeoffChart } from './tradeoff.ts';

Chart.register(
  BarController,
  BarElement,
  BubbleController,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
);

function configuration(spec: ChartSpec, theme: Theme): ChartConfiguration {
  switch (spec.kind) {
    case 'percentiles':
      return percentilesChart(spec, theme);
    case 'dots':
      return dotsChart(spec, theme);
    case 'curve':
      return curveChart(spec, theme);
    case 'settings':
      return settingsChart(spec, theme);
    case 'timeline':
      return timelineChart(spec, theme);
    case 'stack':
      return stackChart(spec, theme);
    case 'cdf':
      return cdfChart(spec, theme);
    case 'shares':
      return sharesChart(spec, theme);
    case 'tradeoff':
      return tradeoffChart(spec, theme);
    case 'break-even':
      return breakEvenChart(spec, theme);
  }
}

/**
 * Draws a chart into its canvas, at once and without animation. With a scale, the canvas keeps its
 * size in CSS pixels and has `scale` times as many pixels each way.
 */
export function drawChart(canvas: HTMLCanvasElement, spec: ChartSpec, theme: Theme, scale?: number): Chart {
  Chart.defaults.font.family = theme.font;
  Chart.defaults.font.size = 12;
  Chart.defaults.color = theme.muted;
  Chart.defaults.borderColor = theme.grid;
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  Object.assign(Chart.defaults.plugins.tooltip, {
    backgroundColor: theme.text,
    titleColor: theme.surface,
    bodyColor: theme.surface,
    padding: 10,
    usePointStyle: true,
    boxPadding: 6,
  });
  const { options, ...rest } = configuration(spec, theme);
  const fixed = scale === undefined ? {} : { responsive: false, devicePixelRatio: scale };
  return new Chart(canvas, { ...rest, options: { ...options, ...fixed } } as ChartConfiguration);
}
