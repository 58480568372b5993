import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { pathInShort } from '../runs/paths.ts';
import { median } from '../statistics/paired-ratios.ts';
import { allAbove, valuesOf } from './claim-figures.ts';
import { answeredShare, COMPLETE } from './connect-share.ts';
import { rangeInWords } from './distances.ts';
import { isCold, isTimedVisit, type PathPlace, placesOverPaths } from './over-paths.ts';
import { plainMark, plainStrip, type Strip, supportVerdict } from './strip.ts';
import { eachDistanceInWords, inTrips, NEAR_WHOLE, tripFigures, tripsInWords, tripsOf } from './trips.ts';
import { type Evidence, type Finding, type Judgement, judged, undecided } from './verdict.ts';
import { list, span } from './words.ts';

const PHASES = [
  ['tcp', 'TCP'],
  ['request', 'request'],
  ['first', 'first notification'],
] as const;

/** What WebSocket measured at one point by block, and whether the four terms are the whole. */
interface Measured extends Finding {
  place: PathPlace;
  values: number[];
}

/** On a new connection: the share of the four terms in the time until it is open. */
function onNew(run: Run, places: readonly PathPlace[]): Measured[] {
  return places.filter(isCold).flatMap(place => {
    const values = valuesOf(run, place, 'websocket', answeredShare);
    return values.length === 0 ? [] : [{ place, values, supports: allAbove(values, COMPLETE) }];
  });
}

/**
 * On an open connection nothing comes before the request, so its share is the whole by itself. But
 * one request and one response take one round trip: what takes more has other terms.
 */
function onOpen(run: Run, places: readonly PathPlace[]): Measured[] {
  return places
    .filter(place => !isCold(place))
    .flatMap(place => {
      const values = valuesOf(run, place, 'websocket', inTrips(place, 'request').of);
      const isMore = allAbove(values, 1 + NEAR_WHOLE);
      return values.length === 0 ? [] : [{ place, values, supports: isMore === null ? null : !isMore }];
    });
}

function stripOf(name: string, of: Pick<Strip, 'measure' | 'unit'>, all: readonly Measured[]): Strip {
  const factor = of.unit === '%' ? 100 : 1;
  return plainStrip(
    name,
    of,
    all.map(({ place, values, supports }) =>
      plainMark(
        { label: place.label, short: pathInShort(place.path) },
        supportVerdict(supports),
        factor * (median(values) ?? 0),
      ),
    ),
  );
}

/** Where the claim is true, if it is true at some points only. */
function conditionOf(cold: readonly Measured[], open: readonly Measured[], opening: string): string {
  const isTrue = (all: readonly Measured[]) => all.every(({ supports }) => supports !== false);
  if (isTrue(open)) return `the TCP connection is already open (opening it takes ${opening} more)`;
  if (isTrue(cold)) return 'the TCP connection is new';
  const yes = [...cold, ...open].filter(({ supports }) => supports);
  return `path and connection are like those of ${list(yes.map(({ place }) => `“${place.label}”`))}`;
}

const isDecided = ({ supports }: Finding) => supports !== null;

/**
 * The verdict from new and from open connections; `opening` is what TCP takes on a new one. If the
 * claim is not true on a new one, it depends on an open one whether it is false or has a condition.
 */
function judgedBoth(
  { cold, open }: { cold: readonly Measured[]; open: readonly Measured[] },
  evidence: Evidence,
  opening: string,
): Judgement {
  const { sentence, because, strips, figures } = evidence;
  const isNewTrue = cold.some(isDecided) && cold.every(({ supports }) => supports !== false);
  if (!isNewTrue && !open.some(isDecided)) {
    const undecidedHere = undecided('the time on an open connection', { sentence, because, strips, figures });
    return open.length > 0
      ? undecidedHere
      : { ...undecidedHere, missing: 'visits over a path on open connections' };
  }
  return judged(evidence, {
    open: 'the share that the four terms leave out over a path',
    condition: () => conditionOf(cold, open, opening),
  });
}

/**
 * Whether the four terms are the whole of connecting over emulated paths: visits that open a
 * connection, and visits on an open one. Null where the run has none of WebSocket that opens one.
 */
export function connectOverPaths(run: Run): Judgement | null {
  const all = placesOverPaths(run, isTimedVisit);
  const [cold, open] = [onNew(run, all), onOpen(run, all)];
  if (cold.length === 0) return null;
  const places = [...cold, ...open].map(({ place }) => place);
  const distances = rangeInWords(places.map(({ path }) => path));
  const [tcp, request, first] = (['tcp', 'request', 'first'] as const).map(phase =>
    tripsOf(run, places, phase),
  );
  const areSame = [tcp, request, first].every(one => one && (one.values.length === 0 || one.whole !== null));
  const opening = tcp ? tripsInWords(tcp) : 'not measured';
  const answer = request ? tripsInWords(request) : 'not measured';
  const sentence = `At ${distances}: opening TCP ${opening}, the request and its response ${answer}${areSame ? ', the same for all transports' : ''}.`;
  const shares = cold.map(
    ({ place, values }) => `${span(values.map(share => 100 * share))}% at ${pathInShort(place.path)}`,
  );
  const trips = open.map(({ place, values }) => `${span(values)} at ${pathInShort(place.path)}`);
  const because =
    `Over a path, the four terms are this share of the time until a new ${inProse('websocket')} is open: ${list(shares)}. ` +
    `${trips.length === 0 ? '' : `On an open connection they take so many round trips: ${list(trips)}. `}` +
    `Medians of all transports in round trips of the path: ${eachDistanceInWords(run, places, PHASES)}. ` +
    `${areSame ? 'All transports need the same number of round trips.' : 'Not every phase is the same whole number of round trips for all transports.'}`;
  const share = 'the four terms, as a share of the time until a new connection over a path is open';
  const trip = 'from the request to its response, on an open connection over a path';
  const strips = [
    stripOf('over a path', { measure: share, unit: '%' }, cold),
    ...(open.length === 0
      ? []
      : [stripOf('open, over a path', { measure: trip, unit: 'round trips' }, open)]),
  ];
  const figures = tripFigures(run, places, ['tcp', 'request', 'first']);
  return judgedBoth({ cold, open }, { sentence, strips, because, figures }, opening);
}
