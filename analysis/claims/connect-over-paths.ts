import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { pathInShort } from '../runs/paths.ts';
import { median } from '../statistics/paired-ratios.ts';
import { allAbove, valuesOf } from './claim-figures.ts';
import { answeredShare, COMPLETE } from './connect-share.ts';
import { rangeInWords } from './distances.ts';
import { isCold, isTimedVisit, placesOverPaths } from './over-paths.ts';
import { plainMark, plainStrip, supportVerdict } from './strip.ts';
import { eachDistanceInWords, tripFigures, tripsInWords, tripsOf } from './trips.ts';
import { extent, holds, holdsIf, type Judgement, undecided } from './verdict.ts';
import { list, span } from './words.ts';

const PHASES = [
  ['tcp', 'TCP'],
  ['request', 'request'],
  ['first', 'first notification'],
] as const;

/**
 * Whether the four terms are the whole of connecting over emulated paths: visits that open a
 * connection. Null where the run has none of WebSocket.
 */
export function connectOverPaths(run: Run): Judgement | null {
  const places = placesOverPaths(run, isTimedVisit).filter(isCold);
  const findings = places.flatMap(place => {
    const shares = valuesOf(run, place, 'websocket', answeredShare);
    return shares.length === 0 ? [] : [{ place, shares, supports: allAbove(shares, COMPLETE) }];
  });
  if (findings.length === 0) return null;
  const measured = findings.map(({ place }) => place);
  const distances = rangeInWords(measured.map(({ path }) => path));
  const [tcp, request, first] = (['tcp', 'request', 'first'] as const).map(phase =>
    tripsOf(run, measured, phase),
  );
  const areSame = [tcp, request, first].every(one => one && (one.values.length === 0 || one.whole !== null));
  const opening = tcp ? tripsInWords(tcp) : 'not measured';
  const answer = request ? tripsInWords(request) : 'not measured';
  const sentence = `At ${distances}: opening TCP ${opening}, the request and its response ${answer}${areSame ? ', the same for all transports' : ''}.`;
  const shares = findings.map(
    ({ place, shares }) => `${span(shares.map(share => 100 * share))}% at ${pathInShort(place.path)}`,
  );
  const because =
    `Over a path, the four terms are this share of the time until a new ${inProse('websocket')} is open: ${list(shares)}. ` +
    `Medians of all transports in round trips of the path: ${eachDistanceInWords(run, measured, PHASES)}. ` +
    `${areSame ? 'All transports need the same number of round trips.' : 'Not every phase is the same whole number of round trips for all transports.'}`;
  const strips = [
    plainStrip(
      'over a path',
      {
        measure: 'the four terms, as a share of the time until a new connection over a path is open',
        unit: '%',
      },
      findings.map(({ place, shares, supports }) =>
        plainMark(
          { label: place.label, short: pathInShort(place.path) },
          supportVerdict(supports),
          100 * (median(shares) ?? 0),
        ),
      ),
    ),
  ];
  const figures = tripFigures(run, measured, ['tcp', 'request', 'first']);
  const overall = extent(findings);
  if (overall === 'everywhere') return holds({ sentence, strips, because, figures });
  if (findings.some(({ supports }) => supports === null)) {
    return undecided('the share that the four terms leave out over a path', { sentence, strips, figures });
  }
  // On an open connection only the request is left, at any distance.
  return holdsIf(`the TCP connection is already open (opening it takes ${opening} more)`, {
    sentence,
    strips,
    because,
    figures,
  });
}
