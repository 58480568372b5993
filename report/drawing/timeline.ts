import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { TRAITS } from '../../scenarios/load/transport.ts';
import type { TimelineSpec } from '../charts/spec.ts';
import { given, withUnit } from '../text/format.ts';
import { axisTitle } from './axis-title.ts';
import { roundTicks } from './log-axis.ts';
import { pointStyleOf } from './markers.ts';
import type { Theme } from './theme.ts';

/** The marked span, behind all lines. */
function marked({ span }: TimelineSpec, theme: Theme): Plugin {
  return {
    id: 'span',
    beforeDatasetsDraw({ ctx, scales, chartArea }: Chart) {
      if (!span || !scales.x) return;
      const from = scales.x.getPixelForValue(span.fromSeconds);
      // A span without duration is drawn as a line.
      const to = Math.max(scales.x.getPixelForValue(span.toSeconds), from + 2);
      ctx.save();
      ctx.fillStyle = `${theme.muted}33`;
      ctx.fillRect(from, chartArea.top, to - from, chartArea.height);
      ctx.restore();
    },
    // Above all lines, on a background.
    afterDatasetsDraw({ ctx, scales, chartArea }: Chart) {
      if (!span || !scales.x) return;
      ctx.save();
      ctx.font = `600 12px ${theme.font}`;
      const width = ctx.measureText(span.label).width;
      const left = Math.min(scales.x.getPixelForValue(span.fromSeconds) + 4, chartArea.right - width - 4);
      ctx.fillStyle = theme.surface;
      ctx.fillRect(left - 2, chartArea.bottom - 20, width + 4, 16);
      ctx.fillStyle = theme.text;
      ctx.fillText(span.label, left, chartArea.bottom - 8);
      ctx.restore();
    },
  };
}

/** A value over the seconds of a window, each drawn in the middle of its second. */
export function timelineChart(spec: TimelineSpec, theme: Theme): ChartConfiguration {
  const datasets = spec.lines.map(({ transport, y }) => {
    const { name, dash, isReference } = TRAITS[transport];
    return {
      label: name,
      data: y.map((value, index) => ({ x: (spec.seconds[index] ?? index) + 0.5, y: value })),
      borderColor: theme.colour(transport),
      backgroundColor: theme.colour(transport),
      borderWidth: isReference ? 1.5 : 2.5,
      borderDash: [...dash],
      pointStyle: pointStyleOf(transport),
      pointRadius: 4,
      pointBorderWidth: 2,
      spanGaps: false,
    };
  });
  return {
    type: 'line',
    data: { datasets },
    plugins: [marked(spec, theme)],
    options: {
      parsing: false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          type: 'linear',
          min: 0,
          max: (spec.seconds.at(-1) ?? 0) + 1,
          title: { display: true, text: 'Time since the start of the window (s)', color: theme.muted },
          ticks: { callback: value => given(Number(value)), maxTicksLimit: 12, maxRotation: 0 },
        },
        y: {
          type: spec.logarithmic ? 'logarithmic' : 'linear',
          beginAtZero: spec.fromZero && !spec.logarithmic,
          grace: spec.logarithmic ? 0 : '12%',
          title: { display: true, text: axisTitle(spec.yAxis), color: theme.muted },
          afterBuildTicks: scale => {
            if (spec.logarithmic) scale.ticks = roundTicks(scale.min, scale.max);
          },
          ticks: { callback: value => given(Number(value)), maxTicksLimit: 10 },
        },
      },
      plugins: {
        tooltip: {
          itemSort: (a, b) => Number(b.parsed.y) - Number(a.parsed.y),
          callbacks: {
            title: ([item]) => {
              const second = Math.floor(Number(item?.parsed.x));
              return `second ${given(second)} to ${given(second + 1)}`;
            },
            label: item => `${item.dataset.label}: ${withUnit(item.parsed.y, spec.unit)}`,
          },
        },
      },
    },
  } as ChartConfiguration;
}
