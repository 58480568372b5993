import type { ChartConfiguration } from 'chart.js';
import { TRAITS } from '../../scenarios/load/transport.ts';
import type { SharesSpec } from '../charts/spec.ts';
import { figure, given, percent } from '../text/format.ts';
import { axisTitle } from './axis-title.ts';
import type { Theme } from './theme.ts';

/** The share of deliveries over their latency, both linear: one line per transport. */
export function sharesChart({ lines, xAxis, unit, most }: SharesSpec, theme: Theme): ChartConfiguration {
  return {
    type: 'line',
    data: {
      datasets: lines.map(({ transport, points }) => ({
        label: TRAITS[transport].name,
        data: points.map(([x, y]) => ({ x, y })),
        borderColor: theme.colour(transport),
        backgroundColor: theme.colour(transport),
        borderWidth: TRAITS[transport].isReference ? 1.5 : 2.5,
        borderDash: [...TRAITS[transport].dash],
        pointRadius: 0,
        pointHitRadius: 8,
        pointStyle: 'line' as const,
      })),
    },
    options: {
      parsing: false,
      interaction: { mode: 'nearest', intersect: false, axis: 'x' },
      scales: {
        x: {
          type: 'linear',
          min: 0,
          max: most,
          title: { display: true, text: xAxis, color: theme.muted },
          ticks: { callback: value => given(Number(value)), stepSize: 1, maxRotation: 0 },
        },
        y: {
          min: 0,
          max: 100,
          title: {
            display: true,
            text: axisTitle('Share of deliveries that took no longer (%)'),
            color: theme.muted,
          },
          ticks: { callback: value => given(Number(value)), maxTicksLimit: 6 },
        },
      },
      plugins: {
        tooltip: {
          callbacks: {
            title: () => '',
            label: item =>
              `${item.dataset.label}: ${percent(item.parsed.y)} within ${figure(item.parsed.x)} ${unit}`,
          },
        },
      },
    },
  };
}
