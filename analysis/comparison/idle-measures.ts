import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Measure } from './transports.ts';

const SECONDS_PER_HOUR = 3600;
const KIB = 1024;

const growthBytes = ({ server }: MeasuredTrial): number => server.rssBytes - server.rssBytesBeforeConnect;

/** The cost of waiting per subscriber: by the hour, and in memory. */
export function idleMeasuresOf(subscribers: number): Measure[] {
  const perHour = (trial: MeasuredTrial, amount: number) =>
    trial.windowMs === 0 ? null : (amount / subscribers / trial.windowMs) * 1000 * SECONDS_PER_HOUR;
  return [
    {
      id: 'idle-bytes',
      title: 'Application bytes per subscriber and hour',
      head: 'app B/h',
      unit: 'B',
      of: trial => {
        const { downBytes, upBytes } = trial.bandwidth.application;
        return perHour(trial, downBytes + upBytes);
      },
    },
    {
      id: 'idle-wire',
      title: 'Wire bytes per subscriber and hour',
      head: 'wire B/h',
      unit: 'B',
      of: trial => {
        const { wire } = trial.bandwidth;
        return wire && perHour(trial, wire.downBytes + wire.upBytes);
      },
    },
    {
      id: 'idle-requests',
      title: 'Requests per subscriber and hour',
      head: 'requests/h',
      unit: 'requests',
      of: trial => perHour(trial, trial.server.requests),
    },
    {
      id: 'idle-cpu',
      title: 'Server CPU per subscriber and hour',
      head: 'CPU ms/h',
      unit: 'ms',
      isCpu: true,
      spreadsLike: 'cpu',
      of: ({ server }) => (server.cpuMicrosPerSubscriberSecond * SECONDS_PER_HOUR) / 1000,
    },
    {
      id: 'idle-memory',
      title: 'Server memory per subscriber',
      head: 'memory KiB',
      unit: 'KiB',
      of: trial => growthBytes(trial) / subscribers / KIB,
    },
  ];
}
