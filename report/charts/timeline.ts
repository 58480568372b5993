import type { MeasuredTrial } from '../../results/format/trial.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import type { TransportFigures } from '../model/figures.ts';
import { secondsOf, type Timeline, timelinesOf } from '../model/timeline.ts';
import { figure, given, integer, list, withUnit } from '../text/format.ts';
import { needsLogarithm } from './scale.ts';
import type { ChartFigure, TimelineSpec } from './spec.ts';

/** One series of the trials, with its texts for a chart. */
export interface TimelineWords {
  title: string;
  /** The quantity that is drawn, without its unit. */
  what: string;
  unit: string;
  logarithmic: boolean;
  fromZero: boolean;
  pick(series: MeasuredTrial['series']): (number | null)[];
}

/** The highest value of a line, and its second. */
function peakOf({ transport, values }: Timeline, { unit }: TimelineWords): string | null {
  const known = values.flatMap((value, second) => (value === null ? [] : [{ value, second }]));
  const [first] = known.toSorted((a, b) => b.value - a.value);
  if (!first) return null;
  const value = Number.isInteger(first.value)
    ? `${integer(first.value)}\u00a0${unit}`
    : withUnit(first.value, unit);
  return `${inProse(transport)} ${value} in second ${given(first.second + 1)}`;
}

function summaryOf(timelines: readonly Timeline[], words: TimelineWords): string {
  const peaks = timelines.map(one => peakOf(one, words)).filter(text => text !== null);
  if (peaks.length === 0) return 'No valid trial measured this.';
  return `Highest value of each transport: ${list(peaks)}.`;
}

/** A value of each transport over the seconds of the window, with the time of the fault marked. */
export function timelineFigure(
  transports: readonly TransportFigures[],
  words: TimelineWords,
  span: TimelineSpec['span'] = null,
): ChartFigure {
  const seconds = secondsOf(transports);
  const timelines = timelinesOf(transports, words.pick).filter(({ values }) =>
    values.some(value => value !== null),
  );
  const known = timelines.flatMap(({ values }) => values.filter(value => value !== null));
  return {
    title: words.title,
    summary: summaryOf(timelines, words),
    checks: [],
    spec: {
      kind: 'timeline',
      yAxis: `${words.what} (${words.unit})`,
      unit: words.unit,
      logarithmic: words.logarithmic && needsLogarithm(known),
      fromZero: words.fromZero,
      seconds,
      lines: timelines.map(({ transport, values }) => ({
        transport,
        y: values.map(value => value && Number(value.toPrecision(6))),
      })),
      span,
    },
    table: {
      caption: `${words.what} (${words.unit}) in each second of the window, median of valid trials`,
      columns: ['Transport', ...seconds.map(second => `Second ${second + 1}`)],
      rows: timelines.map(({ transport, values }) => [{ transport }, ...values.map(figure)]),
    },
  };
}
