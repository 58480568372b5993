import type { ChartConfiguration } from 'chart.js';
import type { StackSpec } from '../charts/spec.ts';
import { figure, given, withUnit } from '../format.ts';
import { nameOf } from '../transports.ts';
import { rowLabels } from './rows.ts';
import type { Theme } from './theme.ts';

const TILE = 8;

/** Diagonal lines in one colour: the part of a bar that is neither solid nor empty. */
function hatch(colour: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = TILE;
  tile.height = TILE;
  const context = tile.getContext('2d');
  if (!context) return colour;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  for (const shift of [-TILE, 0, TILE]) {
    context.moveTo(shift - 1, TILE + 1);
    context.lineTo(shift + TILE + 1, -1);
  }
  context.stroke();
  return context.createPattern(tile, 'repeat') ?? colour;
}

type Fill = (colour: string) => CanvasPattern | string;

const solid: Fill = colour => colour;
const FILLS: Fill[] = [solid, hatch, () => 'transparent'];

/** Bars of stacked parts: solid, hatched, empty, each in its transport's colour. */
export function stackChart(spec: StackSpec, theme: Theme): ChartConfiguration {
  const colours = spec.rows.map(row => theme.colour(row.transport));
  const datasets = spec.parts.map((part, index) => ({
    label: part,
    data: spec.rows.map(row => row.values?.[index] ?? 0),
    backgroundColor: colours.map(FILLS[index] ?? solid),
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
  return {
    type: 'bar',
    data: { labels: spec.rows.map(row => nameOf(row.transport)), datasets },
    plugins: [rowLabels('totals', theme, labels)],
    options: {
      indexAxis: 'y',
      layout: { padding: { right: 8 } },
      interaction: { mode: 'index', intersect: false, axis: 'y' },
      scales: {
        x: {
          stacked: true,
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
          callbacks: { label: item => `${item.dataset.label}: ${withUnit(item.parsed.x, spec.unit)}` },
        },
      },
    },
  };
}
