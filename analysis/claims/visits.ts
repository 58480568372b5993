import type { Run } from '../../results/format/run.ts';
import { TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { costOfVisit } from '../comparison/visit-cost.ts';
import { figureOf, type PointRef, phaseMedianMs, placesOf, type Quantity } from './claim-figures.ts';
import { isTimedVisit, placesOverPaths } from './over-paths.ts';
import type { ClaimFigure } from './verdict.ts';

/** The scenario of clients that connect and leave. */
export const CONNECT = 'connect';

/** The caveat for every value of this scenario, which has no path. */
export function caveatOf(run: Run): string {
  const caveat = 'All times are without TLS, at the round-trip time of this machine’s cable.';
  return placesOverPaths(run, isTimedVisit).length > 0
    ? caveat
    : `${caveat} Other networks were not measured.`;
}

/** The points that time a visit from its start: on a new connection, or on an open one. */
export const placesToConnect = (run: Run): PointRef[] =>
  placesOf(run, [CONNECT]).filter(({ point }) => point === 'cold' || point === 'kept-alive');

export const toFirst: Quantity = {
  label: 'median time from the start to the first notification',
  unit: 'ms',
  of: trial => phaseMedianMs(trial, 'to-first'),
};

export const cpuPerVisit: Quantity = {
  label: 'server CPU per visit',
  unit: 'µs',
  of: trial => costOfVisit(trial, 'cpuMicrosPerVisit'),
};

export const bytesPerVisit: Quantity = {
  label: 'application bytes per visit',
  unit: 'B',
  of: trial => costOfVisit(trial, 'applicationBytesPerVisit'),
};

/** The values of all tested transports at these points. */
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
