import type { Run } from '../../results/format/run.ts';
import { TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { figureOf, type PointRef, phaseMedianMs, placesOf, type Quantity } from './claim-figures.ts';
import type { ClaimFigure } from './verdict.ts';

/** The scenario of coming and going. */
export const CONNECT = 'connect';

/** What is said of every figure of it. */
export const NEAR =
  'All this is at the round-trip time of this machine’s cable and without TLS; other networks are not measured.';

/** The points whose visits begin with a connection, or on one. */
export const placesToConnect = (run: Run): PointRef[] =>
  placesOf(run, [CONNECT]).filter(({ point }) => point === 'cold' || point === 'kept-alive');

export const toFirst: Quantity = {
  label: 'median time from the start to the first notification',
  unit: 'ms',
  of: trial => phaseMedianMs(trial, 'to-first'),
};

/** The figures of all contestants at these points. */
export function figuresOf(
  run: Run,
  places: readonly PointRef[],
  quantities: readonly Quantity[],
): ClaimFigure[] {
  return places.flatMap(place =>
    TESTED_TRANSPORTS.flatMap(transport =>
      quantities.flatMap(quantity => figureOf(run, place, transport, quantity) ?? []),
    ),
  );
}
