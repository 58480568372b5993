import type { ChartConfiguration } from 'chart.js';
import type { DotsSpec } from '../charts/spec.ts';
import { counted, figure, given, withUnit } from '../format.ts';
import { nameOf } from '../transports.ts';
import { pointStyleOf } from './markers.ts';
import { rowLabels, transportAxis } from './rows.ts';
import type { Theme } from './theme.ts';

/** Of a row's height, how far the dots of its blocks are spread apart. */
const BAND = 0.3;

/** A dot for every trial, in rows; a bar marks the median of the valid ones. */
export function dotsChart(spec: DotsSpec, theme: Theme): ChartConfiguration {
  const beside = (block: number) => (spec.blocks > 1 ? (block / (spec.blocks - 1) - 0.5) * BAND : 0);
  const dots = spec.rows.flatMap(({ transport, dots }, row) =>
    [true, false].map(valid => ({
      label: nameOf(transport),
      data: dots
        .filter(dot => dot.valid === valid)
        .map(({ value, block }) => ({ x: value, y: row + beside(block), block })),
      borderColor: theme.colour(transport),
      backgroundColor: `${theme.colour(transport)}99`,
      pointStyle: valid ? pointStyleOf(transport) : ('crossRot' as const),
      radius: 4,
      hoverRadius: 6,
      borderWidth: valid ? 1 : 1.5,
    })),
  );
  const medians = spec.rows.flatMap(({ transport, median }, row) =>
    median === null
      ? []
      : [
          {
            label: nameOf(transport),
            data: [{ x: median, y: row, block: null }],
            borderColor: theme.text,
            pointStyle: 'line' as const,
            rotation: 90,
            radius: 11,
            hoverRadius: 12,
            borderWidth: 2.5,
          },
        ],
  );
  const labels = spec.rows.map(({ median }, row) =>
    median === null
      ? { text: 'no valid trial', x: 0, row, lift: 19 }
      : { text: figure(median), x: median, row, lift: 19 },
  );
  const labelOf = (raw: unknown): string => {
    const { x, block } = raw as { x: number; block: number | null };
    return block === null
      ? `median ${withUnit(x, spec.unit)}`
      : `block ${block + 1}: ${withUnit(x, spec.unit)}`;
  };
  const transports = spec.rows.map(row => row.transport);
  return {
    type: 'scatter',
    data: { datasets: [...medians, ...dots] },
    plugins: [rowLabels('medians', theme, labels)],
    options: {
      scales: {
        x: {
          beginAtZero: true,
          grace: '8%',
          title: {
            display: true,
            text: `${spec.xAxis}, ${counted(spec.blocks, 'block')}`,
            color: theme.muted,
          },
          ticks: { callback: value => given(Number(value)), maxTicksLimit: 6, maxRotation: 0 },
        },
        y: transportAxis(transports, theme),
      },
      plugins: {
        tooltip: { callbacks: { label: item => `${item.dataset.label}, ${labelOf(item.raw)}` } },
      },
    },
  } as ChartConfiguration;
}
