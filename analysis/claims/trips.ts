import type { Run } from '../../results/format/run.ts';
import type { PhaseId } from '../../results/format/trial-extras.ts';
import { TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { median } from '../statistics/paired-ratios.ts';
import { figureOf, phaseMedianMs, type Quantity, valuesOf } from './claim-figures.ts';
import type { PathPlace } from './over-paths.ts';
import type { ClaimFigure } from './verdict.ts';
import { roundedSpan } from './words.ts';

// The phases of a visit over a path, counted in its round trips.

/** A number of round trips is whole if it is no further than this from a whole number. */
export const NEAR_WHOLE = 0.25;

const LABELS = {
  tcp: 'opening the TCP connection',
  tls: 'the handshake of TLS',
  request: 'from the request or upgrade to its response',
  first: 'from that response to the first notification',
  'to-first': 'from the start to the first notification',
  confirmation: 'from the close frame to its confirmation',
  closed: 'from the confirmation until the connection is gone',
} as const satisfies Partial<Record<PhaseId, string>>;
export type TimedPhase = keyof typeof LABELS;

/** The median of a phase, in round trips of the path; null for a path without a round trip. */
export function inTrips({ path }: PathPlace, phase: TimedPhase): Quantity {
  return {
    label: `median, ${LABELS[phase]}`,
    unit: 'round trips',
    of: trial => {
      const ms = phaseMedianMs(trial, phase);
      return ms === null || path.rttMs === 0 ? null : ms / path.rttMs;
    },
  };
}

/** What phases took in round trips, as values of a claim. */
export function tripFigures(
  run: Run,
  places: readonly PathPlace[],
  phases: readonly TimedPhase[],
): ClaimFigure[] {
  return places.flatMap(place =>
    TESTED_TRANSPORTS.flatMap(transport =>
      phases.flatMap(phase => figureOf(run, place, transport, inTrips(place, phase)) ?? []),
    ),
  );
}

/** The round trips of a phase at some points. */
export interface Trips {
  /** The median of each transport at each point. */
  values: number[];
  /** The whole number that all transports take at all points; null if they do not. */
  whole: number | null;
}

/** What a phase took in round trips, for all tested transports at these points. */
export function tripsOf(run: Run, places: readonly PathPlace[], phase: TimedPhase): Trips {
  const values = places.flatMap(place =>
    TESTED_TRANSPORTS.flatMap(
      transport => median(valuesOf(run, place, transport, inTrips(place, phase).of)) ?? [],
    ),
  );
  const wholes = new Set(
    values.map(value => (Math.abs(value - Math.round(value)) <= NEAR_WHOLE ? Math.round(value) : null)),
  );
  return { values, whole: wholes.size === 1 ? ([...wholes][0] ?? null) : null };
}

/** `1 round trip`, or `0.98–2.4 round trips` where it is no whole number for all. */
export function tripsInWords({ values, whole }: Trips): string {
  if (values.length === 0) return 'not measured';
  if (whole === null) return `${roundedSpan(values)} round trips`;
  return `${whole} round trip${whole === 1 ? '' : 's'}`;
}

/** The round trips of each phase at each distance: `at 80 ms TCP 1, request 1–1.1; at …`. */
export function eachDistanceInWords(
  run: Run,
  places: readonly PathPlace[],
  phases: readonly (readonly [phase: TimedPhase, name: string])[],
): string {
  return [...Map.groupBy(places, ({ path }) => path.rttMs)]
    .map(([rttMs, own]) => {
      const parts = phases.flatMap(([phase, name]) => {
        const { values } = tripsOf(run, own, phase);
        return values.length === 0 ? [] : [`${name} ${roundedSpan(values)}`];
      });
      return `at ${rttMs} ms ${parts.join(', ')}`;
    })
    .join('; ');
}
