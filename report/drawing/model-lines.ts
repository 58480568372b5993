import type { Chart, Plugin } from 'chart.js';
import type { CurveSpec } from '../charts/spec.ts';
import type { Theme } from './theme.ts';

/** How a prediction is drawn: under the measured line, which it must not hide. */
export const MODEL_LINE = { width: 9, alpha: 0.28 };

/** Draws what the models predict as wide, pale lines below all others. */
export function modelLines(models: NonNullable<CurveSpec['models']>, theme: Theme): Plugin {
  return {
    id: 'models',
    beforeDatasetsDraw({ ctx, scales, chartArea }: Chart) {
      const { x, y } = scales;
      if (!x || !y) return;
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
      ctx.clip();
      ctx.lineWidth = MODEL_LINE.width;
      ctx.globalAlpha = MODEL_LINE.alpha;
      ctx.lineJoin = 'round';
      ctx.lineCap = 'round';
      for (const { transport, points } of models) {
        ctx.strokeStyle = theme.colour(transport);
        ctx.beginPath();
        for (const [at, value] of points) ctx.lineTo(x.getPixelForValue(at), y.getPixelForValue(value));
        ctx.stroke();
      }
      ctx.restore();
    },
  };
}
