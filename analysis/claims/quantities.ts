import type { MeasuredTrial } from '../../results/format/trial.ts';
import { percentileMs } from '../comparison/transports.ts';
import type { Quantity } from './claim-figures.ts';

const perDelivery = ({ deliveries }: MeasuredTrial, count: number) =>
  deliveries.arrived === 0 ? null : count / deliveries.arrived;

/** The lab's own clients all count empty responses; null comes from an external tool. */
const emptyOf = ({ deliveries }: MeasuredTrial) => deliveries.emptyResponses ?? 0;

/** All responses to polls, empty ones included. */
function answersOf(trial: MeasuredTrial): number {
  const { arrived, batchMean } = trial.deliveries;
  return emptyOf(trial) + (batchMean === 0 ? 0 : arrived / batchMean);
}

export const medianLatency: Quantity = {
  label: 'median latency',
  unit: 'ms',
  metric: 'p50',
  of: trial => percentileMs(trial, 'fromSchedule', 'p50'),
};

export const tailLatency: Quantity = {
  label: 'p99 latency',
  unit: 'ms',
  metric: 'p99',
  of: trial => percentileMs(trial, 'fromSchedule', 'p99'),
};

export const cpuPerDelivery: Quantity = {
  label: 'server CPU per delivery',
  unit: 'µs',
  metric: 'cpu',
  of: ({ server }) => server.cpuMicrosPerDelivery,
};

export const cpuPerSubscriber: Quantity = {
  label: 'server CPU per subscriber and second',
  unit: 'µs',
  of: ({ server }) => server.cpuMicrosPerSubscriberSecond,
};

export const bytesPerDelivery: Quantity = {
  label: 'application bytes per delivery',
  unit: 'B',
  metric: 'bytes',
  of: ({ bandwidth }) => bandwidth.bytesPerDelivery,
};

export const wireBytesPerDelivery: Quantity = {
  label: 'wire bytes per delivery',
  unit: 'B',
  metric: 'wire',
  of: ({ bandwidth }) => bandwidth.wireBytesPerDelivery,
};

export const requestsPerThousand: Quantity = {
  label: 'requests per 1,000 deliveries',
  unit: 'requests',
  of: trial => perDelivery(trial, 1000 * trial.server.requests),
};

export const connectionsPerThousand: Quantity = {
  label: 'connections opened per 1,000 deliveries',
  unit: 'connections',
  of: trial => perDelivery(trial, 1000 * trial.server.connections.opened),
};

export const connectionsPerRequest: Quantity = {
  label: 'connections opened per request',
  unit: 'connections',
  of: ({ server }) => (server.requests === 0 ? null : server.connections.opened / server.requests),
};

export const emptyShare: Quantity = {
  label: 'share of empty polls',
  unit: '%',
  of: trial => (answersOf(trial) === 0 ? null : (100 * emptyOf(trial)) / answersOf(trial)),
};
