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
/** Below this share of the time of a round trip, there was no round trip. */
const LEAST_SHARE = 0.5;

/** Whether there is a round trip between the upgrade and the first notification. */
export interface HandshakeTrips {
  isOneMore: boolean;
  words: string;
  figures: ClaimFigure[];
}

/**
 * An upgrade and its answer are one round trip, like a request and its response. A second round
 * trip would lie between them and the first notification. It would take as long as opening a TCP
 * connection, which is one round trip. Undefined if no trial has both times, or if trials disagree.
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
    words: `The first notification comes ${gaps} ms after the response to the upgrade. Opening a TCP connection, which is one round trip, takes ${trips} ms. So the handshake adds ${isOneMore ? 'one round trip' : 'no round trip'}.`,
    figures: places.flatMap(place =>
      [afterUpgrade, opening].flatMap(quantity => figureOf(run, place, 'websocket', quantity) ?? []),
    ),
  };
}
