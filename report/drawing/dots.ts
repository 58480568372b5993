import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { type BlockRef, blockPlaces } from '../../results/format/blocks.ts';
import { nameOf } from '../../scenarios/load/transport.ts';
import type { DotsSpec } from '../charts/spec.ts';
import { counted, figure, given, withUnit } from '../text/format.ts';
import { blockName } from '../words/blocks.ts';
import { drawAllowances } from './allowance.ts';
import { roundTicks } from './log-axis.ts';
import { pointStyleOf } from './markers.ts';
import { rowLabels, transportAxis } from './rows.ts';
import type { Theme } from './theme.ts';

/** The spread of the dots of a row, as a share of its height. */
const BAND = 0.3;

/** The height of a box, as a share of the row's height. */
const BOX_HEIGHT = 0.34;

/** A line from p1 to p99 and a box from p25 to p75 under the dots of each row that has them. */
function boxes(spec: DotsSpec, theme: Theme): Plugin {
  return {
    id: 'boxes',
    beforeDatasetsDraw({ ctx, scales }: Chart) {
      const { x, y } = scales;
      if (!x || !y) return;
      ctx.save();
      for (const [row, { transport, box }] of spec.rows.entries()) {
        if (!box) continue;
        const [p1, p25, p75, p99] = box.map(value => x.getPixelForValue(value)) as typeof box;
        const middle = y.getPixelForValue(row);
        const half = Math.abs(y.getPixelForValue(row + BOX_HEIGHT / 2) - middle);
        ctx.strokeStyle = theme.colour(transport);
        ctx.fillStyle = `${theme.colour(transport)}33`;
        ctx.lineWidth = 1.5;
        ctx.beginPath();
        ctx.moveTo(p1, middle);
        ctx.lineTo(p99, middle);
        ctx.stroke();
        ctx.fillRect(p25, middle - half, p75 - p25, 2 * half);
        ctx.strokeRect(p25, middle - half, p75 - p25, 2 * half);
      }
      ctx.restore();
    },
  };
}

/** How far below the middle of its row the thin line lies, as a share of the row's height. */
const BELOW = 0.32;

/** A thin line over what the verdict on a row allows, below its dots. */
const allowances = (spec: DotsSpec, theme: Theme): Plugin => ({
  id: 'allowances',
  beforeDatasetsDraw(chart: Chart) {
    const { x, y } = chart.scales;
    if (!x || !y) return;
    drawAllowances(
      chart,
      spec.rows.flatMap(({ transport, allowed }, row) => {
        if (!allowed) return [];
        const height = y.getPixelForValue(row + BELOW);
        const [from, to] = allowed.map(end => [x.getPixelForValue(end), height] as const);
        return from && to ? [{ colour: theme.colour(transport), from, to }] : [];
      }),
    );
  },
});

/** A dot for every trial, in rows; a bar marks the median of the valid ones. */
export function dotsChart(spec: DotsSpec, theme: Theme): ChartConfiguration {
  const { placeOf } = blockPlaces(spec.rows.flatMap(row => row.dots));
  const beside = (dot: BlockRef) => (spec.blocks > 1 ? (placeOf(dot) / (spec.blocks - 1) - 0.5) * BAND : 0);
  const dots = spec.rows.flatMap(({ transport, dots }, row) =>
    [true, false].map(valid => ({
      label: nameOf(transport),
      data: dots
        .filter(dot => dot.valid === valid)
        .map(dot => ({ x: dot.value, y: row + beside(dot), name: blockName(dot) })),
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
            data: [{ x: median, y: row, name: 'median' }],
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
    const { x, name } = raw as { x: number; name: string };
    return name === 'median' ? `median ${withUnit(x, spec.unit)}` : `${name}: ${withUnit(x, spec.unit)}`;
  };
  const transports = spec.rows.map(row => row.transport);
  const ends = spec.rows.flatMap(({ box }) => box ?? []);
  const axis = spec.logarithmic
    ? {
        type: 'logarithmic' as const,
        afterBuildTicks: (scale: { min: number; max: number; ticks: { value: number }[] }) => {
          scale.ticks = roundTicks(scale.min, scale.max);
        },
      }
    : { beginAtZero: true, grace: '8%' };
  return {
    type: 'scatter',
    data: { datasets: [...medians, ...dots] },
    plugins: [boxes(spec, theme), allowances(spec, theme), rowLabels('medians', theme, labels)],
    options: {
      scales: {
        x: {
          ...axis,
          // Boxes are not points of the chart, but the axis must include them.
          ...(ends.length > 0 && { suggestedMin: Math.min(...ends), suggestedMax: Math.max(...ends) }),
          title: {
            display: true,
            text: `${spec.xAxis}, ${counted(spec.blocks, 'block')}`,
            color: theme.muted,
          },
          ticks: {
            callback: value => given(Number(value)),
            ...(spec.logarithmic ? { autoSkip: true, autoSkipPadding: 12 } : { maxTicksLimit: 6 }),
            maxRotation: 0,
          },
        },
        y: transportAxis(transports, theme),
      },
      plugins: {
        tooltip: { callbacks: { label: item => `${item.dataset.label}, ${labelOf(item.raw)}` } },
      },
    },
  } as ChartConfiguration;
}
