import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { pathInShort } from '../runs/paths.ts';
import { median } from '../statistics/paired-ratios.ts';
import { allAbove, valuesOf } from './claim-figures.ts';
import { answeredShare, COMPLETE } from './connect-share.ts';
import { rangeInWords } from './distances.ts';
import { isCold, isTimedVisit, type PathPlace, placesOverPaths } from './over-paths.ts';
import { plainMark, plainStrip, supportVerdict } from './strip.ts';
import { eachDistanceInWords, tripFigures, tripsInWords, tripsOf } from './trips.ts';
import {
  type Evidence,
  type Finding,
  holds,
  holdsIf,
  type Judgement,
  refuted,
  undecided,
} from './verdict.ts';
import { list, span } from './words.ts';

const PHASES = [
  ['tcp', 'TCP'],
  ['request', 'request'],
  ['first', 'first notification'],
] as const;

/** The share of the four terms at one point, and whether they are the whole there. */
interface Share extends Finding {
  place: PathPlace;
  shares: number[];
}

/** The path of a point, and whether its connections were already open. */
const placeInShort = (place: PathPlace): string =>
  `${pathInShort(place.path)}${isCold(place) ? '' : ', open'}`;

/** The verdict from new connections and from open ones; `opening` is what TCP takes on a new one. */
function judged(all: readonly Share[], evidence: Evidence, opening: string): Judgement {
  const { sentence, because, strips, figures } = evidence;
  if (all.some(({ supports }) => supports === null)) {
    return undecided('the share that the four terms leave out over a path', { sentence, strips, figures });
  }
  const open = all.filter(({ place }) => !isCold(place));
  const [areNewTrue, areOpenTrue] = [all.filter(({ place }) => isCold(place)), open].map(own =>
    own.every(({ supports }) => supports),
  );
  if (areNewTrue && areOpenTrue) return holds(evidence);
  if (open.length === 0) {
    return {
      ...undecided('the share on an open connection', { sentence, because, strips, figures }),
      missing: 'visits over a path on open connections',
    };
  }
  if (areOpenTrue) {
    return holdsIf(`the TCP connection is already open (opening it takes ${opening} more)`, evidence);
  }
  return areNewTrue ? holdsIf('the TCP connection is new', evidence) : refuted(evidence);
}

/**
 * Whether the four terms are the whole of connecting over emulated paths: visits that open a
 * connection, and visits on an open one. Null where the run has none of WebSocket that opens one.
 */
export function connectOverPaths(run: Run): Judgement | null {
  const findings = placesOverPaths(run, isTimedVisit).flatMap((place): Share[] => {
    const shares = valuesOf(run, place, 'websocket', answeredShare);
    return shares.length === 0 ? [] : [{ place, shares, supports: allAbove(shares, COMPLETE) }];
  });
  const places = findings.map(({ place }) => place);
  const opened = places.filter(isCold);
  if (opened.length === 0) return null;
  const distances = rangeInWords(opened.map(({ path }) => path));
  const [tcp, request, first] = (['tcp', 'request', 'first'] as const).map(phase =>
    tripsOf(run, opened, phase),
  );
  const areSame = [tcp, request, first].every(one => one && (one.values.length === 0 || one.whole !== null));
  const opening = tcp ? tripsInWords(tcp) : 'not measured';
  const answer = request ? tripsInWords(request) : 'not measured';
  const sentence = `At ${distances}: opening TCP ${opening}, the request and its response ${answer}${areSame ? ', the same for all transports' : ''}.`;
  const shares = findings.map(
    ({ place, shares }) => `${span(shares.map(share => 100 * share))}% at ${placeInShort(place)}`,
  );
  const because =
    `Over a path, the four terms are this share of the time until a ${inProse('websocket')} is open: ${list(shares)}. ` +
    `Medians of all transports on new connections, in round trips of the path: ${eachDistanceInWords(run, opened, PHASES)}. ` +
    `${areSame ? 'All transports need the same number of round trips.' : 'Not every phase is the same whole number of round trips for all transports.'}`;
  const strips = [
    plainStrip(
      'over a path',
      { measure: 'the four terms, as a share of the time until a connection over a path is open', unit: '%' },
      findings.map(({ place, shares, supports }) =>
        plainMark(
          { label: place.label, short: placeInShort(place) },
          supportVerdict(supports),
          100 * (median(shares) ?? 0),
        ),
      ),
    ),
  ];
  const figures = tripFigures(run, places, ['tcp', 'request', 'first']);
  return judged(findings, { sentence, strips, because, figures }, opening);
}
