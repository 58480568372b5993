import type { ChartConfiguration } from 'chart.js';
import { TRAITS } from '../../scenarios/load/transport.ts';
import type { BreakEvenSpec } from '../charts/spec.ts';
import { figure, given } from '../text/format.ts';
import { roundTicks } from './log-axis.ts';
import { pointStyleOf } from './markers.ts';
import { ownNumber } from './own-number.ts';
import type { Theme } from './theme.ts';

const DECADES = [0.1, 1, 10, 100, 1000, 10_000];
const WIDTH = 2.5;
const EXTRAPOLATED_WIDTH = 1;
/**
 * Places between two markers of a line. Each line shifts its markers by a quarter: they do not
 * overlap.
 */
const MARKER_PLACES = 16;

/** A piece of a line, by the places of its two ends. */
interface Piece {
  p0DataIndex: number;
  p1DataIndex: number;
}

function datasetsOf({ x, lines }: BreakEvenSpec, theme: Theme) {
  return lines.flatMap(({ transport, y, extrapolated }, index) => {
    // Chart.js cannot split a line without any point into segments.
    if (y.every(value => value === null)) return [];
    const firstMarker = (index * MARKER_PLACES) / 4;
    return [
      {
        label: TRAITS[transport].name,
        data: x.map((at, place) => ({ x: at, y: y[place] ?? null, extrapolated: extrapolated[place] })),
        borderColor: theme.colour(transport),
        backgroundColor: theme.colour(transport),
        borderDash: [...TRAITS[transport].dash],
        borderWidth: WIDTH,
        segment: {
          borderWidth: ({ p0DataIndex, p1DataIndex }: Piece) =>
            extrapolated[p0DataIndex] || extrapolated[p1DataIndex] ? EXTRAPOLATED_WIDTH : WIDTH,
        },
        pointStyle: pointStyleOf(transport),
        pointRadius: x.map((_, place) => (place % MARKER_PLACES === firstMarker ? 5 : 0)),
        pointHitRadius: 6,
        pointBorderWidth: 2,
        spanGaps: false,
      },
    ];
  });
}

function logarithmicAxis(title: string, theme: Theme) {
  return {
    type: 'logarithmic' as const,
    title: { display: true, text: title, color: theme.muted },
    ticks: {
      callback: (value: string | number) => given(Number(value)),
      maxRotation: 0,
      autoSkip: true,
      autoSkipPadding: 8,
    },
  };
}

/** Costs over the reader's number, both logarithmic; thin lines are extrapolated. */
export function breakEvenChart(spec: BreakEvenSpec, theme: Theme): ChartConfiguration {
  return {
    type: 'line',
    data: { datasets: datasetsOf(spec, theme) },
    plugins: [ownNumber(spec.own, theme)],
    options: {
      parsing: false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          ...logarithmicAxis(spec.xAxis, theme),
          min: spec.x.at(0),
          max: spec.x.at(-1),
          afterBuildTicks: scale => {
            scale.ticks = DECADES.map(value => ({ value }));
          },
        },
        y: {
          ...logarithmicAxis(spec.yAxis, theme),
          afterBuildTicks: scale => {
            scale.ticks = roundTicks(scale.min, scale.max);
          },
        },
      },
      plugins: {
        tooltip: {
          itemSort: (a, b) => Number(b.parsed.y) - Number(a.parsed.y),
          callbacks: {
            title: ([item]) => (item ? `${given(Number(item.parsed.x))} events per user per hour` : ''),
            label: ({ dataset, raw }) => {
              const { y, extrapolated } = raw as { y: number | null; extrapolated: boolean };
              return `${dataset.label}: ${figure(y)} per month${extrapolated ? ', extrapolated' : ''}`;
            },
          },
        },
      },
    },
  } as ChartConfiguration;
}
