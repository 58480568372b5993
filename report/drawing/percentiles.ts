import type { ChartConfiguration, PointStyle } from 'chart.js';
import { TRAITS } from '../../scenarios/load/transport.ts';
import type { PercentilesSpec } from '../charts/spec.ts';
import { figure, given, percentile } from '../text/format.ts';
import { limitLine } from './limit-line.ts';
import { roundTicks } from './log-axis.ts';
import { pointStyleOf } from './markers.ts';
import type { Theme } from './theme.ts';

const TICKS = [2, 10, 100, 1000, 10_000, 100_000, 1_000_000];

const quantileOf = (x: number): number => 1 - 1 / x;

/** Latency over the share of deliveries, both logarithmic to show the tail. */
export function percentilesChart(spec: PercentilesSpec, theme: Theme): ChartConfiguration {
  const marked = (x: number | undefined) => x !== undefined && TICKS.includes(x);
  const datasets = spec.lines.map(({ transport, y }) => {
    const colour = theme.colour(transport);
    const { isReference, dash, name } = TRAITS[transport];
    return {
      label: name,
      data: y.map((value, index) => ({ x: spec.x[index] ?? 1, y: value })),
      borderColor: colour,
      backgroundColor: colour,
      borderWidth: isReference ? 1.5 : 2.5,
      borderDash: [...dash],
      pointStyle: pointStyleOf(transport) as PointStyle,
      pointRadius: y.map((_, index) => (marked(spec.x[index]) || index === y.length - 1 ? 5 : 0)),
      pointHoverRadius: 6,
      pointBorderWidth: 2,
      pointHitRadius: 8,
    };
  });
  return {
    type: 'line',
    data: { datasets },
    plugins: [limitLine(spec.limit, theme)],
    options: {
      parsing: false,
      normalized: true,
      interaction: { mode: 'index', intersect: false, axis: 'x' },
      scales: {
        x: {
          type: 'logarithmic',
          min: spec.x[0] ?? 1,
          title: { display: true, text: 'Share of deliveries that took no longer (%)', color: theme.muted },
          afterBuildTicks: scale => {
            scale.ticks = TICKS.filter(value => value <= scale.max).map(value => ({ value }));
          },
          ticks: {
            callback: value => percentile(quantileOf(Number(value))),
            autoSkip: false,
            maxRotation: 0,
          },
        },
        y: {
          type: 'logarithmic',
          title: { display: true, text: spec.yAxis, color: theme.muted },
          afterBuildTicks: scale => {
            scale.ticks = roundTicks(scale.min, scale.max);
          },
          ticks: { callback: value => given(Number(value)), autoSkip: false },
        },
      },
      plugins: {
        tooltip: {
          itemSort: (a, b) => Number(b.parsed.y) - Number(a.parsed.y),
          callbacks: {
            title: ([item]) => (item ? `${percentile(quantileOf(Number(item.parsed.x)))} of deliveries` : ''),
            label: item => `${item.dataset.label}: ${figure(item.parsed.y)} ms or less`,
          },
        },
      },
    },
  };
}
