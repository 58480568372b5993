import type { ChartConfiguration } from 'chart.js';
import { nameOf } from '../../scenarios/load/transport.ts';
import type { StackSpec } from '../charts/spec.ts';
import { figure, given, withUnit } from '../text/format.ts';
import { FILLS } from './fills.ts';
import { labelLines, NARROW, WIDE } from './label-lines.ts';
import { rowLabels } from './rows.ts';
import type { Theme } from './theme.ts';

const titleOf = ({ transport, label }: StackSpec['rows'][number]): string => label ?? nameOf(transport);

/** Bars of stacked parts: the colour shows the transport, the fill shows the part. */
export function stackChart(spec: StackSpec, theme: Theme): ChartConfiguration {
  const colours = spec.rows.map(row => theme.colour(row.transport));
  const datasets = spec.parts.map((part, index) => ({
    label: part,
    data: spec.rows.map(row => row.values?.[index] ?? 0),
    backgroundColor: colours.map(FILLS[index] ?? (colour => colour)),
    borderColor: colours,
    borderWidth: 1,
    borderSkipped: false as const,
    maxBarThickness: 20,
  }));
  const labels = spec.rows.map(({ values }, row) => {
    if (values === null) return { text: 'no valid trial', x: 0, row, lift: 0 };
    const total = values.reduce((sum, value) => sum + value, 0);
    return { text: figure(total), x: total, row, lift: 0 };
  });
  const room = matchMedia('(max-width: 40rem)').matches ? NARROW : WIDE;
  return {
    type: 'bar',
    data: {
      labels: spec.rows.map(row => labelLines(row.brief ?? titleOf(row), room)),
      datasets,
    },
    plugins: [rowLabels('totals', theme, labels)],
    options: {
      indexAxis: 'y',
      layout: { padding: { right: 40 } },
      interaction: { mode: 'index', intersect: false, axis: 'y' },
      scales: {
        x: {
          stacked: true,
          min: 0,
          grace: '14%',
          title: { display: true, text: spec.xAxis, color: theme.muted },
          ticks: { callback: value => given(Number(value)), maxTicksLimit: 6, maxRotation: 0 },
        },
        y: {
          stacked: true,
          grid: { display: false },
          border: { display: false },
          ticks: { autoSkip: false, color: theme.text },
        },
      },
      plugins: {
        tooltip: {
          callbacks: {
            title: items => spec.rows.filter((_, row) => row === items[0]?.dataIndex).map(titleOf),
            label: item => `${item.dataset.label}: ${withUnit(item.parsed.x, spec.unit)}`,
          },
        },
      },
    },
  };
}
