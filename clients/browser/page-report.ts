import type { Window } from '../../bench/meters/window.ts';
import { addTallies, type SeqRange } from '../../bench/processes/delivery-tally.ts';
import type { UsersReport } from '../../bench/processes/reports.ts';
import type { ClockOffset } from '../page/clock-offset.ts';
import type { PageRecords } from '../page/records.ts';
import { createDeliveryAudit } from '../users/delivery-audit.ts';
import { createDeliveryLatency } from '../users/delivery-latency.ts';
import { createRecovery } from '../users/recovery.ts';
import type { FaultSpan } from '../users/users.ts';

/** The data that is needed to read a page's records. */
export interface PageReading {
  /** Topic of each subscriber. */
  topics: readonly string[];
  ranges: ReadonlyMap<string, SeqRange>;
  window: Window;
  clock: ClockOffset;
  /** If a fault was injected: when, and when it was cleared. */
  fault?: FaultSpan;
}

/** Turns a page's records, in the page's clock, into the report of a worker's users. */
export function pageReport(
  { deliveries, responses, breaks }: PageRecords,
  { topics, ranges, window, clock, fault }: PageReading,
): Pick<UsersReport, 'tally' | 'latency' | 'responses' | 'reconnects' | 'recovery'> {
  const toMicros = (pageMs: number) => Math.round((pageMs + clock.offsetMs) * 1000);
  const errorMicros = clock.errorMs * 1000;
  const users = topics.map(topic => ({ topic, audit: createDeliveryAudit() }));
  const recorder = createDeliveryLatency();
  recorder.window = window;
  const recovery = fault ? createRecovery() : null;
  if (fault) recovery?.faultCleared(fault);

  for (const [index, kind, atMs] of breaks) {
    const user = users[index] as object;
    if (kind === 'broken') recovery?.disconnected(user, toMicros(atMs));
    else recovery?.connected(user, toMicros(atMs));
  }
  for (const [index, seq, scheduledAt, publishedAt, atMs] of deliveries) {
    const user = users[index] as (typeof users)[number];
    const at = toMicros(atMs);
    // A delivery up to the clock error before its publication counts as simultaneous. A larger
    // difference is an error.
    const atMicros = at < publishedAt && at + errorMicros >= publishedAt ? publishedAt : at;
    user.audit.record(seq);
    recorder.record({ seq, topic: user.topic, scheduledAt, publishedAt, payload: null }, atMicros, atMicros);
    recovery?.delivered(user, scheduledAt, atMicros);
  }

  const inWindow = responses.filter(([atMs]) => {
    const at = toMicros(atMs);
    return at >= window.fromMicros && at < window.toMicros;
  });
  const withUpdates = inWindow.filter(([, count]) => count > 0);
  return {
    tally: addTallies(users.map(({ topic, audit }) => audit.tally(ranges.get(topic) as SeqRange))),
    latency: recorder.report(),
    responses: {
      withUpdates: withUpdates.length,
      empty: inWindow.length - withUpdates.length,
      notifications: withUpdates.reduce((sum, [, count]) => sum + count, 0),
    },
    reconnects: breaks.filter(([, kind]) => kind === 'broken').length,
    recovery: recovery?.report(users.length) ?? null,
  };
}
