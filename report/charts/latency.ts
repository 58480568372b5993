import type { Origin } from '../../analysis/comparison/transports.ts';
import { supports } from '../../analysis/statistics/paired-ratios.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import type { TransportFigures } from '../model/figures.ts';
import { figure, integer, list, NOTHING, percentile } from '../text/format.ts';
import { leastFirst } from '../words/least-first.ts';
import type { ChartFigure, PercentilesSpec, Table } from './spec.ts';
import { steadinessChecks } from './steadiness.ts';

/** The quantiles that the axis and the table name. */
export const NAMED_QUANTILES = [0.5, 0.9, 0.99, 0.999, 0.9999];

const STEPS_PER_DECADE = 20;
const DECADES = 7;
/** The step that stands for the median, whose x is 2 and not a power of 10^(1/20). */
const MEDIAN_STEP = 6;
/** Lines begin at p11; below it, a logarithmic axis would only show the shortest deliveries. */
const FIRST_STEP = 1;

/** A histogram of whole microseconds can hold 0, which a logarithmic axis cannot show. */
const LEAST_MS = 0.001;

/**
 * The limit for an answer that feels immediate (Miller 1968; Nielsen, Usability Engineering, 1993,
 * ch. 5).
 */
const AT_ONCE = { value: 100, label: '100 ms: feels immediate' };

const WORDS = {
  fromSchedule: {
    title: 'Latency of deliveries, from the scheduled time to the subscriber',
    yAxis: 'Latency from schedule (ms)',
  },
  fromPublish: {
    title: 'Latency of the same deliveries, from the time they were actually sent',
    yAxis: 'Latency from publish (ms)',
  },
};

function gridOf(largestCount: number): number[] {
  const steps = Array.from({ length: STEPS_PER_DECADE * DECADES + 1 }, (_, step) =>
    step === MEDIAN_STEP ? 2 : 10 ** (step / STEPS_PER_DECADE),
  );
  return steps.slice(FIRST_STEP).filter(x => supports(largestCount, 1 - 1 / x));
}

function specOf(transports: TransportFigures[], origin: Origin): PercentilesSpec {
  const withLatency = transports.flatMap(({ transport, latency }) => {
    const { merged } = latency[origin];
    return merged ? [{ transport, merged }] : [];
  });
  const x = gridOf(Math.max(0, ...withLatency.map(({ merged }) => merged.count)));
  const lines = withLatency.map(({ transport, merged }) => {
    const values = x.map(one => merged.quantileMs(1 - 1 / one));
    const known = values.filter(value => value !== null);
    return { transport, y: known.map(value => Math.max(value, LEAST_MS)) };
  });
  return {
    kind: 'percentiles',
    yAxis: WORDS[origin].yAxis,
    x: x.map(one => Number(one.toPrecision(4))),
    lines,
    limit: AT_ONCE,
  };
}

function summaryOf(transports: TransportFigures[], origin: Origin): string {
  const at = (quantile: number) =>
    leastFirst(
      transports.map(({ transport, latency }) => ({
        transport,
        value: latency[origin].merged?.quantileMs(quantile) ?? null,
      })),
      'ms',
    );
  const [half, most] = [at(0.5), at(0.99)];
  if (half === '') return 'No valid trial has a latency.';
  return `Half of all deliveries take at most: ${half}.${most && ` 99% take at most: ${most}.`}`;
}

function tableOf(transports: TransportFigures[], origin: Origin): Table {
  return {
    caption: `${WORDS[origin].yAxis}, valid trials merged; ${NOTHING}: too few deliveries`,
    columns: ['Transport', 'Min', ...NAMED_QUANTILES.map(percentile), 'Max', 'Deliveries'],
    rows: transports.map(({ transport, latency }) => {
      const { merged } = latency[origin];
      return [
        { transport },
        figure(merged?.minMs),
        ...NAMED_QUANTILES.map(quantile => figure(merged?.quantileMs(quantile))),
        figure(merged?.maxMs),
        integer(merged?.count ?? 0),
      ];
    }),
  };
}

/** Where the lines end, if any ends before the last percentile on the axis. */
function endsOf(transports: TransportFigures[], origin: Origin): string {
  const short = transports.flatMap(({ transport, latency }) => {
    const count = latency[origin].merged?.count ?? 0;
    return count > 0 && count < 10_000 ? [{ transport, count }] : [];
  });
  const [first] = short;
  if (!first) return '';
  if (short.every(({ count }) => count === first.count)) {
    return ` Lines end at the percentile that ${integer(first.count)} deliveries support.`;
  }
  const counts = short.map(({ transport, count }) => `${inProse(transport)} ${integer(count)}`);
  return ` Lines end at the percentile that the number of deliveries supports: ${list(counts)}.`;
}

/**
 * Latency by percentile with the tail spread out; each line ends at the last percentile its
 * deliveries support.
 */
export function latencyFigure(transports: TransportFigures[], origin: Origin): ChartFigure {
  return {
    title: WORDS[origin].title,
    summary: summaryOf(transports, origin) + endsOf(transports, origin),
    checks: origin === 'fromSchedule' ? steadinessChecks(transports) : [],
    spec: specOf(transports, origin),
    table: tableOf(transports, origin),
  };
}
