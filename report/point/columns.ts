import type { Latency } from '../../analysis/comparison/merged-latency.ts';
import type { Origin } from '../../analysis/comparison/transports.ts';
import type { Cell } from '../charts/spec.ts';
import type { TransportFigures } from '../model/figures.ts';
import { tellsMemory } from '../model/memory.ts';
import { metricsOf, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { inUnitsOf, type Spread } from '../model/spread.ts';
import { ranged } from '../parts/table.ts';
import { figure, integer, NOTHING, rough, times } from '../text/format.ts';

/** A column of the main table. */
export interface Column {
  group: string;
  title: string;
  cell(figures: TransportFigures): Cell;
  /** The metric that decides which transport is lowest in this column. */
  metric?: string;
}

/**
 * A merged percentile has no range, and is marked, if each trial has too few notifications to
 * compare.
 */
const tail = (spread: Spread | null, merged: Latency | null, quantile: number): Cell =>
  spread ? ranged(spread) : rough(merged?.quantileMs(quantile));

const p50 = (origin: Origin) => (figures: TransportFigures) =>
  tail(figures.latency[origin].p50, figures.latency[origin].merged, 0.5);
const p99 = (origin: Origin) => (figures: TransportFigures) =>
  tail(figures.latency[origin].p99, figures.latency[origin].merged, 0.99);

const SCHEDULE = 'Latency from schedule (ms)';
const PUBLISH = 'From publish (ms)';

const LATENCY: Column[] = [
  { group: SCHEDULE, title: 'p50', metric: 'p50', cell: p50('fromSchedule') },
  { group: SCHEDULE, title: 'p99', metric: 'p99', cell: p99('fromSchedule') },
  { group: SCHEDULE, title: 'max', cell: ({ latency }) => figure(latency.fromSchedule.merged?.maxMs) },
];

const FROM_PUBLISH: Column[] = [
  { group: PUBLISH, title: 'p50', cell: p50('fromPublish') },
  { group: PUBLISH, title: 'p99', cell: p99('fromPublish') },
];

const CPU_AND_BYTES: Column[] = [
  {
    group: 'Server CPU',
    title: 'µs per delivery',
    metric: 'cpu',
    cell: figures => ranged(figures.cpuMicrosPerDelivery),
  },
  { group: 'Server CPU', title: '×\u00a0TCP floor', cell: figures => ranged(figures.cpuTimesFloor, times) },
  {
    group: 'Bytes',
    title: 'B per delivery',
    metric: 'bytes',
    cell: figures => ranged(figures.bytesPerDelivery),
  },
];

const WIRE: Column[] = [
  {
    group: 'Bytes',
    title: 'B on\u00a0wire',
    metric: 'wire',
    cell: figures => ranged(figures.wireBytesPerDelivery),
  },
];

const REST: Column[] = [
  {
    group: 'Memory',
    title: 'KiB per subscriber',
    metric: 'idle-memory',
    cell: figures => ranged(inUnitsOf(1024, figures.memoryBytesPerSubscriber)),
  },
  { group: 'Batch', title: 'mean size', cell: figures => figure(figures.batchMean?.value) },
  {
    group: 'Requests',
    title: 'per 1,000 deliveries',
    cell: figures => figure(figures.requestsPer1000?.value),
  },
  { group: 'Deliveries', title: 'missing', cell: figures => integer(figures.missing) },
  {
    group: 'Trials',
    title: 'valid of all',
    cell: figures => `${integer(figures.valid.length)} of ${integer(figures.trials.length)}`,
  },
];

/** What only a load of this kind has: visits, faults, stalled readers, waiting. */
const ownColumns = (view: PointView, others: readonly Column[]): Column[] =>
  metricsOf([view]).flatMap(measure =>
    measure.head === undefined || others.some(({ metric }) => metric === measure.id)
      ? []
      : [
          {
            group: 'Measures of this kind of load',
            title: `${measure.title} (${measure.unit})`,
            metric: measure.id,
            cell: (figures: TransportFigures) => ranged(spreadOfMetric(figures, measure)),
          },
        ],
  );

/**
 * The columns of a point that have values; latency from publish only where `withPublish` is set.
 */
export function columnsOf(view: PointView, withPublish: boolean): Column[] {
  const withWire = view.transports.some(figures => figures.wireBytesPerDelivery !== null);
  const usual = [
    ...LATENCY,
    ...(withPublish ? FROM_PUBLISH : []),
    ...CPU_AND_BYTES,
    ...(withWire ? WIRE : []),
    ...REST,
  ];
  const all = [...ownColumns(view, usual), ...usual];
  if (view.transports.every(({ valid }) => valid.length === 0)) return all;
  return all.filter(
    ({ cell, group }) =>
      view.transports.some(figures => cell(figures) !== NOTHING) &&
      (group !== 'Memory' || tellsMemory(view.point.load)),
  );
}
