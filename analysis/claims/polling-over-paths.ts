import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { pathInShort, pathKindOf } from '../runs/paths.ts';
import { contrast, figureOf, type Quantity, valuesOf } from './claim-figures.ts';
import { type Series, series, stripOf, swept } from './contrasts.ts';
import { atDistances, rangeInWords, whereInWords } from './distances.ts';
import { isDelivery, isSmall, type PathPlace, placesOverPaths } from './over-paths.ts';
import { inIntervals, inTransits } from './polling-waits.ts';
import { medianLatency, tailLatency } from './quantities.ts';
import { sweepInWords } from './rates.ts';
import { fitting } from './sentence.ts';
import { type ClaimFigure, isSupported, type Judgement, judged } from './verdict.ts';
import { amount, capital, list, roundedSpan } from './words.ts';

const POLLINGS = ['short-polling', 'long-polling'] as const;

const isDistance = ({ path }: PathPlace) => pathKindOf(path) === 'distance';

/** Where short polling is earlier than long polling, for each of its intervals. */
function earlierByInterval(run: Run, places: readonly PathPlace[]) {
  const contrasts = places
    .filter(isDistance)
    .flatMap(place => contrast(run, place, ['short-polling', 'long-polling'], medianLatency) ?? []);
  const byInterval = [
    ...Map.groupBy(contrasts, ({ place }) => place.load.transports['short-polling']?.intervalMs ?? 0),
  ].toSorted(([a], [b]) => a - b);
  return {
    figures: contrasts.map(({ figure }) => figure),
    clauses: byInterval.map(
      ([intervalMs, own]) =>
        `short polling every ${amount(intervalMs, 'ms')} beats long polling ${whereInWords(atDistances(own, 'less'))}`,
    ),
  };
}

/** `1.1–1.5 at 20 ms, 1.6–1.9 at 80 ms`: the medians of a quantity at each distance. */
function eachDistance(
  run: Run,
  places: readonly PathPlace[],
  transport: (typeof POLLINGS)[number],
  quantity: (run: Run, place: PathPlace) => Quantity,
): string {
  const byRtt = Map.groupBy(places.filter(isDistance), ({ path }) => path.rttMs);
  return list(
    [...byRtt].flatMap(([rttMs, own]) => {
      const values = own.flatMap(place => valuesOf(run, place, transport, quantity(run, place).of));
      return values.length === 0 ? [] : [`${roundedSpan(values)} at ${amount(rttMs, 'ms')}`];
    }),
  );
}

const findingsOf = (one: Series) => swept(one, 'more', one.subject).map(one => ({ ...one, at: null }));

const inWords = (one: Series): string =>
  sweepInWords(findingsOf(one), {
    statement: `Over a path, ${inProse(one.subject)} is later than ${inProse(one.baseline)}`,
    subject: `the latency of ${inProse(one.subject)} against ${inProse(one.baseline)} over a path`,
    per: '',
    of: ' times its median',
  });

/** What the distances say in one sentence; null where all paths lose packets or are limited. */
function distanceInWords(all: readonly Series[], places: readonly PathPlace[], clauses: string[]) {
  const far = places.filter(isDistance).map(({ path }) => path);
  if (far.length === 0) return null;
  const byPlace = Map.groupBy(all, one => whereInWords(atDistances(one.contrasts, 'more')));
  const later = [...byPlace].map(
    ([where, own]) => `${list(own.map(({ subject }) => inProse(subject)))} ${where}`,
  );
  const start = `Later than ${inProse('websocket')} over round trips of ${rangeInWords(far)}: ${later.join(', ')}`;
  return `${fitting([[start, ...clauses].join('; '), [start, ...clauses.slice(0, 1)].join('; '), start])}.`;
}

/**
 * Whether polling adds latency over emulated paths: small notifications, each transport against
 * WebSocket. Null where the run has no such point with both.
 */
export function pollingOverPaths(run: Run): Judgement | null {
  const places = placesOverPaths(run, load => isDelivery(load) && isSmall(load));
  const all = POLLINGS.map(polling => series(run, places, [polling, 'websocket'], medianLatency));
  const known = all.filter(({ contrasts }) => contrasts.length > 0);
  if (known.length === 0) return null;
  const earlier = earlierByInterval(run, places);
  const figures: ClaimFigure[] = [
    ...known.flatMap(({ contrasts }) => contrasts.map(({ figure }) => figure)),
    ...earlier.figures,
    ...places.flatMap(place => [
      ...[...POLLINGS, 'websocket' as const].flatMap(transport =>
        [medianLatency, tailLatency].flatMap(quantity => figureOf(run, place, transport, quantity) ?? []),
      ),
    ]),
    ...places
      .filter(isDistance)
      .flatMap(place => [
        ...[figureOf(run, place, 'long-polling', inTransits(run, place))].flatMap(one => one ?? []),
        ...[figureOf(run, place, 'short-polling', inIntervals(run, place))].flatMap(one => one ?? []),
      ]),
  ];
  const strips = known.map(one =>
    stripOf(one, 'more', null, `${inProse(one.subject)}, over a path`, ({ load }) =>
      load.path ? pathInShort(load.path) : '',
    ),
  );
  const transits = eachDistance(run, places, 'long-polling', inTransits);
  const intervals = eachDistance(run, places, 'short-polling', inIntervals);
  const because = [
    ...known.map(inWords),
    ...(transits === ''
      ? []
      : [
          `The mean latency of long polling, in transits of the path: ${transits}; theory predicts one to three.`,
        ]),
    ...(intervals === ''
      ? []
      : [
          `The mean wait of short polling, as a share of the time between two polls: ${intervals}; theory predicts 0.5.`,
        ]),
    ...earlier.clauses.map(clause => `${capital(clause)}.`),
  ].join(' ');
  const sentence =
    distanceInWords(known, places, earlier.clauses) ??
    `Over a path with loss or a limit, polling is later at ${known.flatMap(findingsOf).filter(({ supports }) => supports).length} of ${known.flatMap(findingsOf).length} comparisons.`;
  return judged(
    { sentence, strips, because, figures },
    {
      open: 'whether polling is later over a path',
      condition() {
        const uses = known
          .filter(one => isSupported(findingsOf(one)))
          .map(one => {
            const [far, everything] = [atDistances(one.contrasts, 'more'), findingsOf(one)];
            const count = everything.filter(({ supports }) => supports).length;
            const place = far.length > 0 ? whereInWords(far) : `at ${count} of ${everything.length} points`;
            return `${inProse(one.subject)} ${place}`;
          });
        return `the client uses ${uses.join(', or ')}`;
      },
    },
  );
}
