import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { type PathKind, pathInShort, pathKindOf } from '../runs/paths.ts';
import { figureOf, type Quantity } from './claim-figures.ts';
import { type Series, series, stripOf } from './contrasts.ts';
import { atDistances, rangeInWords, whereInWords } from './distances.ts';
import {
  findingsOf,
  inShort,
  isLower,
  nameOfSeries,
  OPPONENTS,
  savingsInWords,
  seriesInWords,
} from './economy-words.ts';
import { isDelivery, type PathPlace, placesOverPaths } from './over-paths.ts';
import { bytesPerDelivery, medianLatency, tailLatency, wireBytesPerDelivery } from './quantities.ts';
import type { Strip } from './strip.ts';
import { type Judgement, judged } from './verdict.ts';

/** A lost packet delays few deliveries, so the median alone does not show loss. */
const QUANTITIES: readonly Quantity[] = [medianLatency, tailLatency, bytesPerDelivery, wireBytesPerDelivery];

const NAMES: Record<PathKind, string> = {
  distance: 'Over a path',
  loss: 'Over a lossy path',
  narrow: 'Over a narrow path',
};

/** `Over a lossy path of 80 ms, `: where some points of one kind of path are. */
const startOf = (kind: PathKind, places: readonly PathPlace[]): string =>
  `${NAMES[kind]} of ${rangeInWords(places.map(({ path }) => path))}, `;

/**
 * At which distances WebSocket has less, by the first of these series in which it has: medians
 * before tails. Null where points of one distance and rate differ.
 */
function lowerAt(own: readonly Series[]): string | null {
  const words = whereInWords(atDistances(own.find(isLower)?.contrasts ?? [], 'less'));
  return /^(at .* (ms|a second)|from|up to)/.test(words) ? words : null;
}

/** WebSocket against each of the others in each quantity, where any of these points has both. */
const comparedAt = (run: Run, places: readonly PathPlace[]): Series[] =>
  QUANTITIES.flatMap(quantity =>
    OPPONENTS.map(opponent => series(run, places, ['websocket', opponent], quantity)),
  ).filter(({ contrasts }) => contrasts.length > 0);

const stripOfPath = (one: Series): Strip =>
  stripOf(one, 'less', null, `${nameOfSeries(one)}, over a path`, ({ load }) =>
    load.path ? pathInShort(load.path) : '',
  );

/** A series without an order: distance, loss and rate change from point to point. */
const inWords = (one: Series): string =>
  seriesInWords(
    one,
    findingsOf(one).map(finding => ({ ...finding, at: null })),
  );

/**
 * Whether WebSocket has lower latency and fewer bytes over emulated paths: far, lossy or narrow.
 * Null where the run has no such point of WebSocket and another transport.
 */
export function economyOverPaths(run: Run): Judgement | null {
  const places = placesOverPaths(run, isDelivery);
  const measured = comparedAt(run, places);
  if (measured.length === 0) return null;
  const figures = [
    ...measured.flatMap(({ contrasts }) => contrasts.map(({ figure }) => figure)),
    ...places.flatMap(place =>
      TESTED_TRANSPORTS.flatMap(transport =>
        QUANTITIES.flatMap(quantity => figureOf(run, place, transport, quantity) ?? []),
      ),
    ),
  ];
  const byKind = [...Map.groupBy(places, ({ path }) => pathKindOf(path))].map(([kind, own]) => ({
    kind,
    words: savingsInWords(comparedAt(run, own), startOf(kind, own), lowerAt),
  }));
  const [only] = byKind;
  const sentence =
    byKind.length === 1 && only ? only.words : savingsInWords(measured, 'Over paths, ', lowerAt);
  const because =
    `Over a path, each value is that of ${inProse('websocket')}, as a multiple of the other transport’s. ` +
    `${byKind.map(({ words }) => words).join(' ')} ${measured.map(inWords).join(' ')}`;
  const strips = measured.map(stripOfPath);
  return judged(
    { sentence, strips, because, figures },
    {
      open: `the latency and bytes of ${inProse('websocket')} over a path`,
      condition: () => `the measure is ${inShort(measured)}`,
    },
  );
}
