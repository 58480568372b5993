import type { ChartConfiguration } from 'chart.js';
import { nameOf } from '../../scenarios/load/transport.ts';
import type { CdfSpec } from '../charts/spec.ts';
import { figure, given, percent } from '../text/format.ts';
import type { Theme } from './theme.ts';

const asPoints = (line: [number, number][]) => line.map(([x, y]) => ({ x, y }));

/**
 * The share of deliveries over their latency, both linear: measured in the transport's colour, the
 * model dashed over it.
 */
export function cdfChart(spec: CdfSpec, theme: Theme): ChartConfiguration {
  const line = { pointRadius: 0, pointHitRadius: 8, pointStyle: 'line' as const };
  const colour = theme.colour(spec.transport);
  return {
    type: 'line',
    data: {
      datasets: [
        {
          ...line,
          label: 'Model',
          data: asPoints(spec.model),
          borderColor: theme.text,
          borderWidth: 1.5,
          borderDash: [6, 4],
        },
        {
          ...line,
          label: `${nameOf(spec.transport)}, measured`,
          data: asPoints(spec.measured),
          borderColor: colour,
          borderWidth: 2.5,
        },
      ],
    },
    options: {
      parsing: false,
      interaction: { mode: 'nearest', intersect: false, axis: 'x' },
      scales: {
        x: {
          type: 'linear',
          min: 0,
          title: { display: true, text: spec.xAxis, color: theme.muted },
          ticks: { callback: value => given(Number(value)), maxTicksLimit: 8, maxRotation: 0 },
        },
        y: {
          min: 0,
          max: 100,
          title: { display: true, text: 'Share of deliveries that took no longer (%)', color: theme.muted },
          ticks: { callback: value => given(Number(value)), maxTicksLimit: 6 },
        },
      },
      plugins: {
        tooltip: {
          callbacks: {
            title: () => '',
            label: item =>
              `${item.dataset.label}: ${percent(item.parsed.y)} within ${figure(item.parsed.x)} ms`,
          },
        },
      },
    },
  };
}
