import type { Run } from '../../results/format/run.ts';
import {
  allAbove,
  figureOf,
  type PointRef,
  phaseMedianMs,
  type Quantity,
  trialsOf,
} from './claim-figures.ts';
import type { ClaimFigure } from './verdict.ts';
import { span } from './words.ts';

const afterUpgrade: Quantity = {
  label: 'median time from the answered upgrade to the first notification',
  unit: 'ms',
  of: trial => phaseMedianMs(trial, 'first'),
};
const opening: Quantity = {
  label: 'median time to open a TCP connection',
  unit: 'ms',
  of: trial => phaseMedianMs(trial, 'tcp'),
};
/** Below this share of a round trip nothing went there and back. */
const LEAST_SHARE = 0.5;

/** Whether something goes there and back between upgrade and first notification. */
export interface HandshakeTrips {
  isOneMore: boolean;
  words: string;
  figures: ClaimFigure[];
}

/**
 * Upgrade and answer are one round trip, as a request and its response are. A second one would lie between them and the first
 * notification, and take as long as the opening of a TCP connection, which is one. Undefined where no trial has both, or trials disagree.
 */
export function handshakeTrips(run: Run, places: readonly PointRef[]): HandshakeTrips | undefined {
  const both = places.flatMap(place =>
    trialsOf(run, place, 'websocket').flatMap(trial => {
      const [gapMs, tripMs] = [afterUpgrade.of(trial), opening.of(trial)];
      return gapMs === null || tripMs === null ? [] : [{ gapMs, tripMs }];
    }),
  );
  const isOneMore = allAbove(
    both.map(({ gapMs, tripMs }) => gapMs / tripMs),
    LEAST_SHARE,
  );
  if (isOneMore === null) return undefined;
  const gaps = span(both.map(({ gapMs }) => gapMs));
  const trips = span(both.map(({ tripMs }) => tripMs));
  return {
    isOneMore,
    words: `The first notification comes ${gaps} ms after the upgrade was answered; opening a TCP connection, which is one round trip, takes ${trips} ms: the handshake has ${isOneMore ? 'one more' : 'no round trip of its own'}.`,
    figures: places.flatMap(place =>
      [afterUpgrade, opening].flatMap(quantity => figureOf(run, place, 'websocket', quantity) ?? []),
    ),
  };
}
