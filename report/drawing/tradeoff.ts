import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { nameOf, TRAITS } from '../../scenarios/load/transport.ts';
import type { TradeoffSpec } from '../charts/spec.ts';
import { given, withUnit } from '../text/format.ts';
import { roundTicks } from './log-axis.ts';
import type { Theme } from './theme.ts';

/** The largest bubble, in pixels; the areas of the others are in proportion to their CPU. */
const MAX_RADIUS = 34;
const MIN_RADIUS = 4;
/** Room on either side of a logarithmic axis, as a factor, for the size of the bubbles. */
const ROOM = 2;

/** The name beside each bubble; overlapping names move apart. */
function names(spec: TradeoffSpec, theme: Theme, radii: readonly number[]): Plugin {
  return {
    id: 'names',
    afterDatasetsDraw(chart: Chart) {
      const { ctx, chartArea, scales } = chart;
      const { x, y } = scales;
      if (!x || !y) return;
      ctx.save();
      ctx.font = `600 12px ${theme.font}`;
      ctx.fillStyle = theme.text;
      ctx.textBaseline = 'middle';
      ctx.strokeStyle = theme.muted;
      ctx.lineWidth = 1;
      // A line from a moved name to the edge of its bubble.
      const leadTo = (bubble: { x: number; y: number; radius: number }, fromX: number, fromY: number) => {
        const [dx, dy] = [fromX - bubble.x, fromY - bubble.y];
        const share = bubble.radius / Math.hypot(dx, dy);
        if (share >= 1) return;
        ctx.beginPath();
        ctx.moveTo(bubble.x + dx * share, bubble.y + dy * share);
        ctx.lineTo(fromX, fromY);
        ctx.stroke();
      };
      const taken: { left: number; right: number; at: number }[] = [];
      const order = spec.bubbles
        .map((bubble, index) => ({ bubble, radius: radii[index] ?? 0 }))
        .toSorted((a, b) => b.bubble.bytes - a.bubble.bytes);
      for (const { bubble, radius } of order) {
        const text = nameOf(bubble.transport);
        const width = ctx.measureText(text).width;
        const centre = x.getPixelForValue(bubble.latencyMs);
        const fits = centre + radius + 6 + width <= chartArea.right;
        const left = fits ? centre + radius + 6 : Math.max(chartArea.left + 2, centre - radius - 6 - width);
        const middle = y.getPixelForValue(bubble.bytes);
        let at = middle;
        while (taken.some(one => one.left < left + width && left < one.right && Math.abs(one.at - at) < 15)) {
          at += 15;
        }
        taken.push({ left, right: left + width, at });
        ctx.textAlign = 'left';
        ctx.fillText(text, left, at);
        if (at !== middle) leadTo({ x: centre, y: middle, radius }, fits ? left - 2 : left + width + 2, at);
      }
      ctx.restore();
    },
  };
}

/** Latency × bytes, both logarithmic; a reference is a hollow bubble. */
export function tradeoffChart(spec: TradeoffSpec, theme: Theme): ChartConfiguration {
  const most = Math.max(...spec.bubbles.map(({ cpuMicros }) => cpuMicros));
  const radii = spec.bubbles.map(({ cpuMicros }) =>
    Math.max(MIN_RADIUS, MAX_RADIUS * Math.sqrt(cpuMicros / most)),
  );
  const extent = (values: number[]) => ({
    min: Math.min(...values) / ROOM,
    max: Math.max(...values) * ROOM,
  });
  const axis = (title: string, values: number[]) => ({
    type: 'logarithmic' as const,
    ...extent(values),
    title: { display: true, text: title, color: theme.muted },
    afterBuildTicks: (scale: { min: number; max: number; ticks: { value: number }[] }) => {
      scale.ticks = roundTicks(scale.min, scale.max);
    },
    ticks: {
      callback: (value: string | number) => given(Number(value)),
      autoSkip: true,
      autoSkipPadding: 8,
      maxRotation: 0,
    },
  });
  return {
    type: 'bubble',
    data: {
      datasets: spec.bubbles.map(({ transport, latencyMs, bytes, cpuMicros }, index) => ({
        label: nameOf(transport),
        data: [{ x: latencyMs, y: bytes, r: radii[index] ?? MIN_RADIUS, cpuMicros }],
        borderColor: theme.colour(transport),
        backgroundColor: TRAITS[transport].isReference ? 'transparent' : `${theme.colour(transport)}66`,
        borderWidth: 2,
      })),
    },
    plugins: [names(spec, theme, radii)],
    options: {
      clip: false,
      scales: {
        x: axis(
          spec.xAxis,
          spec.bubbles.map(({ latencyMs }) => latencyMs),
        ),
        y: axis(
          spec.yAxis,
          spec.bubbles.map(({ bytes }) => bytes),
        ),
      },
      plugins: {
        tooltip: {
          callbacks: {
            label: ({ dataset, raw }) => {
              const { x, y, cpuMicros } = raw as { x: number; y: number; cpuMicros: number };
              return `${dataset.label}: ${withUnit(x, 'ms')}, ${withUnit(y, 'B')}, ${withUnit(cpuMicros, 'µs')} of CPU`;
            },
          },
        },
      },
    },
  } as ChartConfiguration;
}
