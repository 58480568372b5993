import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { TRAITS } from '../../scenarios/load/transport.ts';
import type { CurveSpec } from '../charts/spec.ts';
import { given, range, withUnit } from '../text/format.ts';
import { drawAllowances } from './allowance.ts';
import { axisTitle } from './axis-title.ts';
import { limitLine } from './limit-line.ts';
import { roundTicks } from './log-axis.ts';
import { pointStyleOf } from './markers.ts';
import { modelLines } from './model-lines.ts';
import type { Theme } from './theme.ts';

/**
 * A vertical line from the least to the greatest block at every point, and a thin one over what the
 * verdict allows.
 */
function strokes(spec: CurveSpec, theme: Theme): Plugin {
  return {
    id: 'strokes',
    beforeDatasetsDraw(chart: Chart) {
      const { ctx, scales } = chart;
      const { x, y } = scales;
      if (!x || !y) return;
      drawAllowances(
        chart,
        spec.lines.flatMap(({ transport, points }) =>
          points.flatMap(({ x: at, allowed }) => {
            if (!allowed) return [];
            const [from, to] = allowed.map(end => [x.getPixelForValue(at), y.getPixelForValue(end)] as const);
            return from && to ? [{ colour: theme.colour(transport), from, to }] : [];
          }),
        ),
      );
      ctx.save();
      ctx.lineWidth = 2;
      for (const { transport, points } of spec.lines) {
        ctx.strokeStyle = theme.colour(transport);
        for (const {
          x: at,
          y: [, min, max],
        } of points) {
          ctx.beginPath();
          ctx.moveTo(x.getPixelForValue(at), y.getPixelForValue(min));
          ctx.lineTo(x.getPixelForValue(at), y.getPixelForValue(max));
          ctx.stroke();
        }
      }
      ctx.restore();
    },
  };
}

/** Ticks at the measured numbers if they are few, else at round numbers. */
function ticksOf(spec: CurveSpec, min: number, max: number): { value: number }[] {
  const tried = [...new Set(spec.lines.flatMap(({ points }) => points.map(({ x }) => x)))];
  return tried.length <= 6 ? tried.sort((a, b) => a - b).map(value => ({ value })) : roundTicks(min, max);
}

/** A measure over a number: one line per transport, with the range over blocks. */
export function curveChart(spec: CurveSpec, theme: Theme): ChartConfiguration {
  const datasets = spec.lines.map(({ transport, points }) => {
    const { name, dash, isReference } = TRAITS[transport];
    return {
      label: name,
      data: points.map(({ x, y: [value, min, max] }) => ({ x, y: value, min, max })),
      borderColor: theme.colour(transport),
      backgroundColor: theme.colour(transport),
      borderWidth: isReference ? 1.5 : 2.5,
      borderDash: [...dash],
      pointStyle: pointStyleOf(transport),
      pointRadius: 5,
      pointBorderWidth: 2,
    };
  });
  const { x, y } = spec.logarithmic;
  const values = [...spec.lines.flatMap(line => line.points.flatMap(point => point.y)), ...(spec.ends ?? [])];
  const limit = spec.limit?.value ?? Number.NEGATIVE_INFINITY;
  return {
    type: 'line',
    data: { datasets },
    plugins: [modelLines(spec.models ?? [], theme), strokes(spec, theme), limitLine(spec.limit, theme)],
    options: {
      parsing: false,
      interaction: { mode: 'x', intersect: false },
      scales: {
        x: {
          type: x ? 'logarithmic' : 'linear',
          title: { display: true, text: spec.xAxis, color: theme.muted },
          afterBuildTicks: scale => {
            if (x) scale.ticks = ticksOf(spec, scale.min, scale.max);
          },
          ticks: {
            callback: value => given(Number(value)),
            autoSkip: true,
            autoSkipPadding: 8,
            maxRotation: 0,
          },
        },
        y: {
          type: y ? 'logarithmic' : 'linear',
          beginAtZero: !y,
          // Room for the ranges, and for the limit line and its label.
          suggestedMin: Math.min(...values),
          suggestedMax: Math.max(2 * limit, ...values),
          grace: y ? 0 : '8%',
          title: { display: true, text: axisTitle(spec.yAxis), color: theme.muted },
          afterBuildTicks: scale => {
            if (y) scale.ticks = roundTicks(scale.min, scale.max);
          },
          ticks: { callback: value => given(Number(value)), maxTicksLimit: 12 },
        },
      },
      plugins: {
        tooltip: {
          itemSort: (a, b) => Number(b.parsed.y) - Number(a.parsed.y),
          callbacks: {
            title: ([item]) => (item ? `${given(Number(item.parsed.x))} ${spec.xUnit}` : ''),
            label: ({ dataset, raw }) => {
              const { y: value, min, max } = raw as { y: number; min: number; max: number };
              return `${dataset.label}: ${withUnit(value, spec.unit)} (${range(min, max)})`;
            },
          },
        },
      },
    },
  } as ChartConfiguration;
}
