import type { MeasuredTrial } from '../../bench/trial-schema.ts';
import { memoryOf } from './figures.ts';
import type { Measure } from './metric.ts';
import type { PointView } from './point.ts';

const SECONDS_PER_HOUR = 3600;
const KIB = 1024;

/** Whether nothing at all is sent at a point, so that what it costs is the cost of waiting. */
export const isIdle = ({ point }: PointView): boolean => point.load.arrivals.kind === 'none';

/** What waiting costs, for each subscriber: by the hour, and in memory. */
const AMOUNTS: {
  id: string;
  title: string;
  unit: string;
  of(trial: MeasuredTrial, perHour: (amount: number) => number, subscribers: number): number | null;
}[] = [
  {
    id: 'idle-bytes',
    title: 'Application bytes per subscriber and hour',
    unit: 'B',
    of: ({ bandwidth: { application } }, perHour) => perHour(application.downBytes + application.upBytes),
  },
  {
    id: 'idle-wire',
    title: 'Wire bytes per subscriber and hour',
    unit: 'B',
    of: ({ bandwidth: { wire } }, perHour) => wire && perHour(wire.downBytes + wire.upBytes),
  },
  {
    id: 'idle-requests',
    title: 'Requests per subscriber and hour',
    unit: 'requests',
    of: ({ server }, perHour) => perHour(server.requests),
  },
  {
    id: 'idle-cpu',
    title: 'Server CPU per subscriber and hour',
    unit: 's',
    of: ({ server }) => (server.cpuMicrosPerSubscriberSecond * SECONDS_PER_HOUR) / 1e6,
  },
  {
    id: 'idle-memory',
    title: 'Server memory per subscriber',
    unit: 'KiB',
    of: (trial, _perHour, subscribers) => memoryOf(trial, subscribers) / KIB,
  },
];

/** What points are compared by at which nothing is sent; nothing of other points. */
export function idleMeasures(points: readonly PointView[]): Measure[] {
  const idle = points.filter(isIdle);
  const subscribersOf = new Map(idle.map(({ point }) => [point.id, point.load.subscribers]));
  const wired = idle.some(view =>
    view.transports.some(({ valid }) => valid.some(trial => trial.bandwidth.wire !== null)),
  );
  if (idle.length === 0) return [];
  return AMOUNTS.filter(({ id }) => id !== 'idle-wire' || wired).map(({ id, title, unit, of }) => ({
    id,
    title,
    unit,
    of(trial) {
      const subscribers = subscribersOf.get(trial.point);
      if (subscribers === undefined || trial.windowMs === 0) return null;
      const hours = trial.windowMs / 1000 / SECONDS_PER_HOUR;
      return of(trial, amount => amount / subscribers / hours, subscribers);
    },
  }));
}
