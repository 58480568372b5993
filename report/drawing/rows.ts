import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { nameOf, type Transport } from '../../scenarios/load/transport.ts';
import type { Theme } from './theme.ts';

type Scales = NonNullable<NonNullable<ChartConfiguration<'scatter'>['options']>['scales']>;

/** A vertical axis with one named row per transport. */
export function transportAxis(transports: Transport[], theme: Theme): NonNullable<Scales[string]> {
  return {
    type: 'linear',
    min: -0.5,
    max: transports.length - 0.5,
    reverse: true,
    grid: { display: false },
    border: { display: false },
    afterBuildTicks: scale => {
      scale.ticks = transports.map((_, value) => ({ value }));
    },
    ticks: {
      autoSkip: false,
      color: theme.text,
      callback: value => {
        const transport = transports[Number(value)];
        return transport ? nameOf(transport) : '';
      },
    },
  };
}

/** Writes a text above a place in each row: a value is easier to read than an axis. */
export function rowLabels(
  id: string,
  theme: Theme,
  labels: { text: string; x: number; row: number; lift: number }[],
): Plugin {
  return {
    id,
    afterDatasetsDraw(chart: Chart) {
      const { ctx, chartArea, scales } = chart;
      const { x: xScale, y: yScale } = scales;
      if (!xScale || !yScale) return;
      ctx.save();
      ctx.font = `600 12px ${theme.font}`;
      ctx.fillStyle = theme.text;
      ctx.textBaseline = 'middle';
      for (const { text, x, row, lift } of labels) {
        const half = ctx.measureText(text).width / 2;
        const at = lift === 0 ? xScale.getPixelForValue(x) + half + 6 : xScale.getPixelForValue(x);
        const inside = Math.min(Math.max(at, chartArea.left + half + 2), chart.width - half - 2);
        ctx.textAlign = 'center';
        ctx.fillText(text, inside, yScale.getPixelForValue(row) - lift);
      }
      ctx.restore();
    },
  };
}
