import type { Chart, Plugin } from 'chart.js';
import { given } from '../text/format.ts';
import type { Theme } from './theme.ts';

/** A vertical line at the reader's own number, with the number on a background. */
export function ownNumber(own: number, theme: Theme): Plugin {
  return {
    id: 'ownNumber',
    afterDatasetsDraw({ ctx, scales, chartArea }: Chart) {
      if (!scales.x) return;
      const at = scales.x.getPixelForValue(own);
      const text = `yours: ${given(own)}`;
      ctx.save();
      ctx.strokeStyle = theme.text;
      ctx.lineWidth = 1.5;
      ctx.beginPath();
      ctx.moveTo(at, chartArea.top);
      ctx.lineTo(at, chartArea.bottom);
      ctx.stroke();
      ctx.font = `600 12px ${theme.font}`;
      const width = ctx.measureText(text).width;
      const left = Math.min(at + 5, chartArea.right - width - 4);
      ctx.fillStyle = theme.surface;
      ctx.fillRect(left - 2, chartArea.top + 2, width + 4, 16);
      ctx.fillStyle = theme.text;
      ctx.fillText(text, left, chartArea.top + 14);
      ctx.restore();
    },
  };
}
