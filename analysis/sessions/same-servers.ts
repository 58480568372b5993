import type { RecordedSession } from '../../results/format/recorded-session.ts';
import { isPush } from '../../scenarios/load/transport.ts';
import { METRICS, type MetricId } from '../comparison/transports.ts';
import { median } from '../statistics/paired-ratios.ts';

/**
 * How far the bytes that a transport pushes can lie apart in two sessions of the same servers, as a
 * log. In the median of the scenarios, recorded sessions of one preset differ by 0.05% at most, and
 * of two presets by 0.5%, for the heartbeats. When the headers grew, SSE differed by 2.3%.
 */
const SAME = 0.01;

/** The log of the bytes of a delivery by push, by transport, then by scenario and point. */
type PushBytes = Map<string, Map<string, number>>;

function pushBytesOf({ cells }: RecordedSession): PushBytes {
  const pushed = cells.filter(({ transport }) => isPush(transport));
  const byTransport = Map.groupBy(pushed, ({ transport }) => transport);
  return new Map(
    [...byTransport].map(([transport, own]) => [
      transport,
      new Map(
        own.flatMap(({ scenario, point, values }): [string, number][] => {
          const bytes = median(values.bytes.filter(value => value !== null));
          return bytes === null ? [] : [[`${scenario} ${point}`, Math.log(bytes)]];
        }),
      ),
    ]),
  );
}

/** Whether no transport differs, in the median of the places that both know. */
const isSame = (one: PushBytes, other: PushBytes) =>
  [...one].every(([transport, places]) => {
    const known = other.get(transport);
    const apart = [...places].map(([place, log]) => Math.abs(log - (known?.get(place) ?? Number.NaN)));
    const middle = median(apart.filter(Number.isFinite));
    return middle === null || middle < SAME;
  });

/**
 * Splits sessions, in the order of their time, where the servers began to push other bytes: other
 * headers, another framing. A session that has nothing in common with the one before it belongs
 * with it.
 */
export function byServers(sessions: readonly RecordedSession[]): RecordedSession[][] {
  const ordered = sessions.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  const groups: RecordedSession[][] = [];
  let known: PushBytes = new Map();
  for (const session of ordered) {
    const own = pushBytesOf(session);
    const group = groups.at(-1);
    if (group && isSame(own, known)) group.push(session);
    else groups.push([session]);
    if (own.size > 0) known = own;
  }
  return groups;
}

/** Whether a metric counts bytes. */
export const inBytes = (metric: MetricId) => METRICS.some(({ id, unit }) => id === metric && unit === 'B');

const methodOf = ({ preset, serverKeptAwake, garbageCollected = false }: RecordedSession) =>
  [preset, serverKeptAwake, garbageCollected].join();

/** Whether two sessions have the same preset, and the same state of the server's cores and heap. */
export const isMeasuredAlike = (one: RecordedSession, other: RecordedSession): boolean =>
  methodOf(one) === methodOf(other);

/**
 * Sessions that measured one metric in the same way: only they may differ by the session alone.
 * They have the same preset and the same state of the server's cores and of its heap, and for bytes
 * servers that send the same.
 */
export function alikeIn(metric: MetricId, sessions: readonly RecordedSession[]): RecordedSession[][] {
  const sending = inBytes(metric) ? byServers(sessions) : [sessions];
  return sending.flatMap(own => [...Map.groupBy(own, methodOf).values()]);
}
