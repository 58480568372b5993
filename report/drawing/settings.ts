import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { TRAITS } from '../../scenarios/load/transport.ts';
import type { SettingsSpec } from '../charts/spec.ts';
import { given, range, withUnit } from '../text/format.ts';
import { drawAllowances } from './allowance.ts';
import { axisTitle } from './axis-title.ts';
import { labelLines, NARROW, WIDE } from './label-lines.ts';
import { roundTicks } from './log-axis.ts';
import { pointStyleOf } from './markers.ts';
import type { Theme } from './theme.ts';

/** The spread of the transports of a row, as a share of its height. */
const BAND = 0.5;

/**
 * A line from the least to the greatest block of every mark, and a thin one over what the verdict
 * allows.
 */
function whiskers(spec: SettingsSpec, theme: Theme, place: (row: number, line: number) => number): Plugin {
  return {
    id: 'whiskers',
    beforeDatasetsDraw(chart: Chart) {
      const { ctx, scales } = chart;
      const { x, y } = scales;
      if (!x || !y) return;
      drawAllowances(
        chart,
        spec.lines.flatMap(({ transport, allowed = [] }, line) =>
          allowed.flatMap((ends, row) => {
            if (!ends) return [];
            const height = y.getPixelForValue(place(row, line));
            const [from, to] = ends.map(end => [x.getPixelForValue(end), height] as const);
            return from && to ? [{ colour: theme.colour(transport), from, to }] : [];
          }),
        ),
      );
      ctx.save();
      ctx.lineWidth = 2;
      for (const [line, { transport, points }] of spec.lines.entries()) {
        ctx.strokeStyle = theme.colour(transport);
        for (const [row, point] of points.entries()) {
          if (!point) continue;
          const [, min, max] = point;
          const height = y.getPixelForValue(place(row, line));
          ctx.beginPath();
          ctx.moveTo(x.getPixelForValue(min), height);
          ctx.lineTo(x.getPixelForValue(max), height);
          ctx.stroke();
        }
      }
      ctx.restore();
    },
  };
}

/**
 * A measure at unordered settings: one row per setting, one mark per transport, with the range over
 * blocks.
 */
export function settingsChart(spec: SettingsSpec, theme: Theme): ChartConfiguration {
  // The transports of a row lie side by side around its middle; absent transports take no room.
  const place = (row: number, line: number) => {
    const here = spec.lines.flatMap(({ points }, index) => (points[row] ? [index] : []));
    const step = BAND / Math.max(1, spec.lines.length - 1);
    return row + (here.indexOf(line) - (here.length - 1) / 2) * step;
  };
  const datasets = spec.lines.map(({ transport, points }, line) => ({
    label: TRAITS[transport].name,
    data: points.flatMap((point, row) =>
      point ? [{ x: point[0], y: place(row, line), row, min: point[1], max: point[2] }] : [],
    ),
    borderColor: theme.colour(transport),
    backgroundColor: theme.colour(transport),
    pointStyle: pointStyleOf(transport),
    radius: 5,
    hoverRadius: 6,
    borderWidth: 2,
  }));
  const { labels, logarithmic, unit } = spec;
  const ends = datasets.flatMap(({ data }) => data.flatMap(({ min, max }) => [min, max]));
  const room = matchMedia('(max-width: 40rem)').matches ? NARROW : WIDE;
  return {
    type: 'scatter',
    data: { datasets },
    plugins: [whiskers(spec, theme, place)],
    options: {
      scales: {
        x: {
          type: logarithmic ? 'logarithmic' : 'linear',
          beginAtZero: !logarithmic,
          // Room for the ranges.
          suggestedMin: Math.min(...ends),
          suggestedMax: Math.max(...ends),
          grace: logarithmic ? 0 : '8%',
          title: { display: true, text: axisTitle(spec.xAxis), color: theme.muted },
          afterBuildTicks: scale => {
            if (logarithmic) scale.ticks = roundTicks(scale.min, scale.max);
          },
          ticks: { callback: value => given(Number(value)), maxTicksLimit: 7, maxRotation: 0 },
        },
        y: {
          type: 'linear',
          min: -0.5,
          max: labels.length - 0.5,
          reverse: true,
          grid: { display: false },
          border: { display: false },
          afterBuildTicks: scale => {
            scale.ticks = labels.map((_, value) => ({ value }));
          },
          ticks: {
            autoSkip: false,
            color: theme.text,
            callback: value => labelLines(labels[Number(value)] ?? '', room),
          },
        },
      },
      plugins: {
        tooltip: {
          callbacks: {
            title: ([item]) => labels[(item?.raw as { row: number } | undefined)?.row ?? -1] ?? '',
            label: ({ dataset, raw }) => {
              const { x, min, max } = raw as { x: number; min: number; max: number };
              return `${dataset.label}: ${withUnit(x, unit)} (${range(min, max)})`;
            },
          },
        },
      },
    },
  } as ChartConfiguration;
}
