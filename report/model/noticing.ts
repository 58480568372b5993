import { clientNotices, type NoticeRange, serverNotices } from '../../analysis/models/half-open.ts';
import { median } from '../../analysis/statistics/paired-ratios.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { TransportFigures } from './figures.ts';
import type { PointView } from './point.ts';

/** How many noticed that a connection is dead, and when, in ms after the fault. */
export interface Noticing {
  of: number;
  noticed: number;
  /** Null if nobody noticed. */
  range: NoticeRange | null;
  medianMs: number | null;
  /** When they should, by the model; null where no model says so. */
  predicted: NoticeRange | null;
}

/** Who noticed a fault of which nobody told. */
export interface NoticingView {
  transport: TransportFigures['transport'];
  clients: Noticing;
  /** Null where the server's connections need not be dead. */
  server: Noticing | null;
}

type Recovery = NonNullable<MeasuredTrial['recovery']>;
type Summary = Recovery['sinceClearedMs'];

/** Of all valid trials together; the median is the median of theirs. */
function noticingOf(
  of: number,
  summaries: readonly (Summary | undefined)[],
  predicted: NoticeRange | null,
): Noticing {
  const known = summaries.filter(one => one != null);
  return {
    of,
    noticed: known.reduce((sum, { count }) => sum + count, 0),
    range:
      known.length === 0
        ? null
        : {
            fromMs: Math.min(...known.map(({ min }) => min)),
            toMs: Math.max(...known.map(({ max }) => max)),
          },
    medianMs: median(known.map(({ p50 }) => p50)),
    predicted,
  };
}

/** Who noticed the fault of a point, transport by transport; empty where it was announced. */
export function noticingsOf({ point, transports }: PointView): NoticingView[] {
  return transports.flatMap(({ transport, valid }) => {
    const recoveries = valid.flatMap(({ recovery }) => (recovery?.noticedMs === undefined ? [] : [recovery]));
    if (recoveries.length === 0) return [];
    const dead = recoveries.flatMap(one => one.dead ?? []);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    return [
      {
        transport,
        clients: noticingOf(
          sum(recoveries.map(({ affected }) => affected)),
          recoveries.map(({ noticedMs }) => noticedMs),
          clientNotices(point.load, transport),
        ),
        server:
          dead.length === 0
            ? null
            : noticingOf(
                sum(dead.map(({ connections }) => connections)),
                dead.map(({ closedMs }) => closedMs),
                serverNotices(point.load, transport),
              ),
      },
    ];
  });
}
