import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { nameOf, TRAITS } from '../../scenarios/load/transport.ts';
import { axisEnds, namePlaces, radiiOf } from '../charts/bubble-layout.ts';
import type { TradeoffSpec } from '../charts/spec.ts';
import { given, withUnit } from '../text/format.ts';
import { roundTicks } from './log-axis.ts';
import type { Theme } from './theme.ts';

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
      const bubbles = spec.bubbles.map((bubble, index) => ({
        x: x.getPixelForValue(bubble.latencyMs),
        y: y.getPixelForValue(bubble.bytes),
        radius: radii[index] ?? 0,
        width: ctx.measureText(nameOf(bubble.transport)).width,
      }));
      ctx.textAlign = 'left';
      for (const [index, { left, at, isRight }] of namePlaces(bubbles, chartArea).entries()) {
        const [bubble, named] = [bubbles[index], spec.bubbles[index]];
        if (!bubble || !named) continue;
        ctx.fillText(nameOf(named.transport), left, at);
        if (at !== bubble.y) leadTo(bubble, isRight ? left - 2 : left + bubble.width + 2, at);
      }
      ctx.restore();
    },
  };
}

/** Latency × bytes, both logarithmic; a reference is a hollow bubble. */
export function tradeoffChart(spec: TradeoffSpec, theme: Theme): ChartConfiguration {
  const radii = radiiOf(spec);
  const axis = (title: string, values: number[]) => ({
    type: 'logarithmic' as const,
    ...axisEnds(values),
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
        data: [{ x: latencyMs, y: bytes, r: radii[index] ?? 0, cpuMicros }],
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
