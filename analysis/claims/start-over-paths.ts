import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { pathInShort } from '../runs/paths.ts';
import { type Series, series, stripOf, swept } from './contrasts.ts';
import { type AtDistance, atDistance, rangeInWords, whereInWords } from './distances.ts';
import { outcomeOf } from './outcome.ts';
import { isCold, isTimedVisit, type PathPlace, placesOverPaths } from './over-paths.ts';
import { sweepInWords } from './rates.ts';
import { fitting } from './sentence.ts';
import { mostLaterMs } from './start-delay.ts';
import { tripFigures, tripsInWords, tripsOf } from './trips.ts';
import { isSupported, type Judgement, judged, undecided } from './verdict.ts';
import { figuresOf, toFirst } from './visits.ts';
import { amount, list } from './words.ts';

/** Whether WebSocket is later than another transport, at each distance. */
const atDistances = ({ contrasts }: Series): AtDistance[] =>
  contrasts.flatMap(({ place, verdict }) =>
    atDistance(place.load, verdict === 'unresolved' ? null : verdict === 'more'),
  );

const findingsOf = (one: Series) =>
  swept(one, 'more', one.baseline).map(finding => ({ ...finding, at: null }));

const inWords = (one: Series): string =>
  sweepInWords(findingsOf(one), {
    statement: `Over a path, ${inProse('websocket')} takes longer than ${inProse(one.baseline)}`,
    subject: `the time of ${inProse('websocket')} against ${inProse(one.baseline)} over a path`,
    per: '',
    of: ' times the time',
  });

/** `all need 2 round trips to the first notification, 1 on an open connection` */
function tripsToFirst(run: Run, places: readonly PathPlace[]) {
  const [cold, open] = [places.filter(isCold), places.filter(place => !isCold(place))].map(own =>
    tripsOf(run, own, 'to-first'),
  );
  const measured = [cold, open].flatMap(trips => (trips && trips.values.length > 0 ? [trips] : []));
  const [first] = measured;
  const areSame = measured.every(({ whole }) => whole !== null);
  const who = areSame ? 'all need' : 'they need';
  const onOpen = measured.length > 1 && open ? `, ${tripsInWords(open)} on an open connection` : '';
  return {
    areSame,
    words: first ? `${who} ${tripsInWords(first)} to the first notification${onOpen}` : '',
  };
}

/**
 * Whether WebSocket starts later than the others over emulated paths, in time and in round trips.
 * Null where the run has no such point of WebSocket and another transport.
 */
export function startOverPaths(run: Run): Judgement | null {
  const places = placesOverPaths(run, isTimedVisit);
  const others = TESTED_TRANSPORTS.filter(transport => transport !== 'websocket');
  const all = others
    .map(other => series(run, places, ['websocket', other], toFirst))
    .filter(({ contrasts }) => contrasts.length > 0);
  if (all.length === 0) return null;
  const distances = rangeInWords(places.map(({ path }) => path));
  const strips = all.map(one =>
    stripOf(one, 'more', null, `against ${inProse(one.baseline)}, over a path`, ({ load }) =>
      load.path ? `${pathInShort(load.path)}${load.visits?.connection === 'cold' ? '' : ', open'}` : '',
    ),
  );
  const figures = [
    ...all.flatMap(({ contrasts }) => contrasts.map(({ figure }) => figure)),
    ...figuresOf(run, places, [toFirst]),
    ...tripFigures(run, places, ['to-first']),
  ];
  const slower = all.filter(one => isSupported(findingsOf(one)));
  const trips = tripsToFirst(run, places);
  const because = `${all.map(inWords).join(' ')} From the start, ${trips.words}.`;
  const open = 'whether there is a delay over a path';
  const said = (delay: string) =>
    `${fitting([`At ${distances}: ${delay}; ${trips.words}`, `At ${distances}: ${delay}`])}.`;
  if (outcomeOf(strips) === 'not decided') {
    const mostMs = mostLaterMs(run, all);
    const bound = mostMs === null ? 'not decided whether later' : `at most ${amount(mostMs, 'ms')} later`;
    return { ...undecided(open, { strips, figures }), because, sentence: said(bound) };
  }
  const opponents = slower.map(one => `${inProse(one.baseline)} ${whereInWords(atDistances(one))}`);
  const later = slower.length > 0 ? `later than ${list(opponents)}` : 'not later';
  return judged(
    { sentence: said(later), strips, because, figures },
    { open, condition: () => `it is compared with ${opponents.join(', or ')}` },
  );
}
