import type { Chart, Plugin } from 'chart.js';
import type { Theme } from './theme.ts';

const TEXT_HEIGHT = 16;

/**
 * A dashed horizontal line at a value, with its label; nothing if the axis does not reach the
 * value.
 */
export function limitLine(limit: { value: number; label: string } | null, theme: Theme): Plugin {
  return {
    id: 'limit',
    beforeDatasetsDraw({ ctx, scales, chartArea }: Chart) {
      const { y } = scales;
      if (!limit || !y || limit.value > y.max || limit.value < y.min) return;
      const at = y.getPixelForValue(limit.value);
      ctx.save();
      ctx.strokeStyle = theme.text;
      ctx.lineWidth = 1.5;
      ctx.setLineDash([6, 4]);
      ctx.beginPath();
      ctx.moveTo(chartArea.left, at);
      ctx.lineTo(chartArea.right, at);
      ctx.stroke();
      ctx.fillStyle = theme.text;
      ctx.font = `600 12px ${theme.font}`;
      // Above the line if there is room in the chart.
      const above = at - TEXT_HEIGHT >= chartArea.top;
      ctx.fillText(limit.label, chartArea.left + 6, above ? at - 6 : at + TEXT_HEIGHT);
      ctx.restore();
    },
  };
}
