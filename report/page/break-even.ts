import {
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import type { Contestant } from '../../scenarios/transport.ts';
import { figure, given } from '../format.ts';
import type { BreakEvenPoint } from '../planner/break-even.ts';
import { LOOKS } from '../transports.ts';
import { roundTicks } from './log-axis.ts';
import { pointStyleOf } from './markers.ts';
import { ownNumber } from './own-number.ts';
import type { Theme } from './theme.ts';

Chart.register(LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip);

const DECADES = [0.1, 1, 10, 100, 1000, 10_000];
const WIDTH = 2.5;
const EXTRAPOLATED_WIDTH = 1;
/** Places between two markers of a line; those of the next line stand a quarter of that further on, so that none hides another. */
const MARKER_PLACES = 16;

/** A piece of a line, by the places of its two ends. */
interface Piece {
  p0DataIndex: number;
  p1DataIndex: number;
}

interface Drawn {
  x: number;
  /** Null where the transport is not good enough, or costs nothing. */
  y: number | null;
  extrapolated: boolean;
}

function drawnOf(points: readonly BreakEvenPoint[], transport: Contestant): Drawn[] {
  return points.map(({ eventsPerUserHour: x, plan }) => {
    const one = plan.transports.find(own => own.transport === transport);
    if (!one || one.shortfalls.length > 0) return { x, y: null, extrapolated: false };
    return { x, y: one.costPerMonth || null, extrapolated: one.extrapolated.length > 0 };
  });
}

function datasetsOf(points: readonly BreakEvenPoint[], theme: Theme) {
  const transports = points[0]?.plan.transports.map(({ transport }) => transport) ?? [];
  return transports.flatMap((transport, index) => {
    const data = drawnOf(points, transport);
    // Chart.js cannot split a line without any point into segments.
    if (data.every(({ y }) => y === null)) return [];
    const firstMarker = (index * MARKER_PLACES) / 4;
    return [
      {
        label: LOOKS[transport].name,
        data,
        borderColor: theme.colour(transport),
        backgroundColor: theme.colour(transport),
        borderDash: [...LOOKS[transport].dash],
        borderWidth: WIDTH,
        segment: {
          borderWidth: ({ p0DataIndex, p1DataIndex }: Piece) =>
            data[p0DataIndex]?.extrapolated || data[p1DataIndex]?.extrapolated ? EXTRAPOLATED_WIDTH : WIDTH,
        },
        pointStyle: pointStyleOf(transport),
        pointRadius: data.map((_, place) => (place % MARKER_PLACES === firstMarker ? 5 : 0)),
        pointHitRadius: 6,
        pointBorderWidth: 2,
        spanGaps: false,
      },
    ];
  });
}

function logarithmicAxis(title: string, theme: Theme) {
  const font = { family: theme.font, size: 12 };
  return {
    type: 'logarithmic' as const,
    title: { display: true, text: title, color: theme.muted, font },
    grid: { color: theme.grid },
    ticks: {
      color: theme.muted,
      font,
      callback: (value: string | number) => given(Number(value)),
      maxRotation: 0,
      autoSkip: true,
      autoSkipPadding: 8,
    },
  };
}

/** What each transport costs a month over the events a user an hour, both logarithmic; thin where it was not measured. */
export function breakEvenChart(
  points: readonly BreakEvenPoint[],
  ownEventsPerUserHour: number,
  theme: Theme,
): ChartConfiguration {
  return {
    type: 'line',
    data: { datasets: datasetsOf(points, theme) },
    plugins: [ownNumber(ownEventsPerUserHour, theme)],
    options: {
      animation: false,
      maintainAspectRatio: false,
      parsing: false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          ...logarithmicAxis('Events a user an hour', theme),
          min: points.at(0)?.eventsPerUserHour,
          max: points.at(-1)?.eventsPerUserHour,
          afterBuildTicks: scale => {
            scale.ticks = DECADES.map(value => ({ value }));
          },
        },
        y: {
          ...logarithmicAxis('Cost a month', theme),
          afterBuildTicks: scale => {
            scale.ticks = roundTicks(scale.min, scale.max);
          },
        },
      },
      plugins: {
        tooltip: {
          backgroundColor: theme.text,
          titleColor: theme.surface,
          bodyColor: theme.surface,
          padding: 10,
          usePointStyle: true,
          boxPadding: 6,
          itemSort: (a, b) => Number(b.parsed.y) - Number(a.parsed.y),
          callbacks: {
            title: ([item]) => (item ? `${given(Number(item.parsed.x))} events a user an hour` : ''),
            label: ({ dataset, raw }) => {
              const { y, extrapolated } = raw as Drawn;
              return `${dataset.label}: ${figure(y)} a month${extrapolated ? ', extrapolated' : ''}`;
            },
          },
        },
      },
    },
  } as ChartConfiguration;
}
