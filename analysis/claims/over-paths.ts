import type { Run } from '../../results/format/run.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Path } from '../../scenarios/load/path.ts';
import { byPath } from '../runs/paths.ts';
import type { PointRef } from './claim-figures.ts';

/** A point over an emulated path. */
export interface PathPlace extends PointRef {
  path: Path;
}

/**
 * The points over a path whose load is of a kind, of any scenario: near before far, distance alone
 * before loss and limits. Without TLS and compression, if the run has any such point.
 */
export function placesOverPaths({ scenarios }: Run, isOfKind: (load: Load) => boolean): PathPlace[] {
  const all = scenarios
    .flatMap(({ id, points }) =>
      points.flatMap(({ id: point, label, load }) =>
        load.path && !load.topology && isOfKind(load)
          ? [{ scenario: id, point, label, load, path: load.path }]
          : [],
      ),
    )
    .toSorted((a, b) => byPath(a.path, b.path));
  const plain = all.filter(({ load }) => !load.connection);
  return plain.length > 0 ? plain : all;
}

/** A load without a fault, an excess or a page of a browser. */
const isOrdinary = ({ fault, stalledShare, overload, browser, requests }: Load): boolean =>
  !fault && !stalledShare && !overload && !browser && !requests;

/** Notifications that others publish. */
export const isDelivery = (load: Load): boolean =>
  isOrdinary(load) && !load.visits && !load.senders && load.arrivals.kind !== 'none';

/**
 * A notification up to this size goes out in one packet, with the headers of its transport. A
 * larger one waits for bandwidth and for slow start, which is another question.
 */
const ONE_PACKET_BYTES = 1000;

/** Whether a notification goes out in one packet. A trace has payloads of its own. */
export const isSmall = ({ arrivals, payloadBytes }: Load): boolean =>
  arrivals.kind !== 'trace' && payloadBytes <= ONE_PACKET_BYTES;

/** Visits that are timed from their start: each fetches one small notification, and closes. */
export const isTimedVisit = (load: Load): boolean =>
  isOrdinary(load) &&
  isSmall(load) &&
  load.arrivals.kind !== 'burst' &&
  load.visits?.backlog === 1 &&
  load.visits.closing === 'handshake';

/** Whether a visit opens a connection of its own. */
export const isCold = ({ load }: PointRef): boolean => load.visits?.connection === 'cold';

/** Users who get their own messages back. */
export const isRoundTrip = (load: Load): boolean =>
  isOrdinary(load) && isSmall(load) && load.senders?.upstream === 'own' && load.audience.kind === 'own';
