import type { RecordedSession } from '../../results/format/recorded-session.ts';
import { isPush } from '../../scenarios/load/transport.ts';
import { METRICS, type MetricId } from '../comparison/transports.ts';
import { median } from '../statistics/paired-ratios.ts';

/** A scenario whose push bytes the load decides: ten events a second, each to all subscribers. */
const STEADY = 'ticker';

/**
 * How far the push bytes of two sessions of the same servers can lie apart, as a log. Between
 * sessions of one preset they differ by 0.02%, between presets by 0.5%, for the heartbeats.
 */
const SAME = 0.01;

/** What a delivery by push takes in this session, in bytes, as logs by transport. */
function pushBytesOf({ cells }: RecordedSession): Map<string, number> {
  const steady = cells.filter(({ scenario, transport }) => scenario === STEADY && isPush(transport));
  return new Map(
    steady.flatMap(({ transport, values }): [string, number][] => {
      const bytes = median(values.bytes.filter(value => value !== null));
      return bytes === null ? [] : [[transport, Math.log(bytes)]];
    }),
  );
}

const isSame = (one: Map<string, number>, other: Map<string, number>) =>
  [...one].every(([transport, log]) => Math.abs(log - (other.get(transport) ?? log)) < SAME);

/**
 * Splits sessions, in the order of their time, where the servers began to push other bytes: other
 * headers, another framing. A session without such values belongs with the one before it.
 */
export function byServers(sessions: readonly RecordedSession[]): RecordedSession[][] {
  const ordered = sessions.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  const groups: RecordedSession[][] = [];
  let known = new Map<string, number>();
  for (const session of ordered) {
    const own = pushBytesOf(session);
    const group = groups.at(-1);
    if (group && isSame(own, known)) group.push(session);
    else groups.push([session]);
    if (own.size > 0) known = own;
  }
  return groups;
}

const inBytes = (metric: MetricId) => METRICS.some(({ id, unit }) => id === metric && unit === 'B');

/**
 * Sessions that measured one metric in the same way: only they may differ by the session alone.
 * They have the same preset and the same state of the server's cores, and for bytes servers that
 * send the same.
 */
export function alikeIn(metric: MetricId, sessions: readonly RecordedSession[]): RecordedSession[][] {
  const sending = inBytes(metric) ? byServers(sessions) : [sessions];
  return sending.flatMap(own => [
    ...Map.groupBy(own, ({ preset, serverKeptAwake }) => `${preset} ${serverKeptAwake}`).values(),
  ]);
}
