import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import type { SweepSpec } from '../charts/spec.ts';
import { given, range, withUnit } from '../format.ts';
import { LOOKS } from '../transports.ts';
import { roundTicks } from './log-axis.ts';
import { pointStyleOf } from './markers.ts';
import type { Theme } from './theme.ts';

const LINE_LENGTH = 14;
const MOST_LINES = 3;

/** A label over several short lines, so that neighbours do not meet. */
function wrapped(label: string): string[] {
  const lines: string[] = [];
  for (const word of label.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LINE_LENGTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const cut = lines.map(line => (line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH - 1)}…` : line));
  return cut.length > MOST_LINES ? [...cut.slice(0, MOST_LINES - 1), '…'] : cut;
}

/** A vertical stroke from the least to the greatest block at every point. */
function whiskers(spec: SweepSpec, theme: Theme): Plugin {
  return {
    id: 'whiskers',
    beforeDatasetsDraw({ ctx, scales }: Chart) {
      const { x, y } = scales;
      if (!x || !y) return;
      ctx.save();
      ctx.lineWidth = 2;
      for (const { transport, points } of spec.lines) {
        ctx.strokeStyle = theme.colour(transport);
        for (const [index, point] of points.entries()) {
          if (!point) continue;
          const [, min, max] = point;
          ctx.beginPath();
          ctx.moveTo(x.getPixelForValue(index), y.getPixelForValue(min));
          ctx.lineTo(x.getPixelForValue(index), y.getPixelForValue(max));
          ctx.stroke();
        }
      }
      ctx.restore();
    },
  };
}

/** A metric over the points of a scenario: a line a transport, its range over blocks as a stroke. */
export function sweepChart(spec: SweepSpec, theme: Theme): ChartConfiguration {
  const datasets = spec.lines.map(({ transport, points }) => {
    const colour = theme.colour(transport);
    const { name, dash, reference } = LOOKS[transport];
    return {
      label: name,
      data: points.map(point => point?.[0] ?? null),
      borderColor: colour,
      backgroundColor: colour,
      borderWidth: reference ? 1.5 : 2.5,
      borderDash: [...dash],
      pointStyle: pointStyleOf(transport),
      pointRadius: 5,
      pointBorderWidth: 2,
    };
  });
  const rangeText = (line: number, index: number): string => {
    const point = spec.lines[line]?.points[index];
    return point ? ` (${range(point[1], point[2])})` : '';
  };
  return {
    type: 'line',
    data: { labels: spec.labels.map(wrapped), datasets },
    plugins: [whiskers(spec, theme)],
    options: {
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: { offset: true, ticks: { autoSkip: true, maxRotation: 0 } },
        y: {
          type: spec.logarithmic ? 'logarithmic' : 'linear',
          beginAtZero: !spec.logarithmic,
          grace: spec.logarithmic ? 0 : '8%',
          title: { display: true, text: spec.yAxis, color: theme.muted },
          afterBuildTicks: scale => {
            if (spec.logarithmic) scale.ticks = roundTicks(scale.min, scale.max);
          },
          ticks: { callback: value => given(Number(value)), maxTicksLimit: 12 },
        },
      },
      plugins: {
        tooltip: {
          itemSort: (a, b) => Number(b.parsed.y) - Number(a.parsed.y),
          callbacks: {
            label: item =>
              `${item.dataset.label}: ${withUnit(item.parsed.y, spec.unit)}${rangeText(item.datasetIndex, item.dataIndex)}`,
          },
        },
      },
    },
  } as ChartConfiguration;
}
