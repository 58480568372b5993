import type { Run } from '../../results/format/run.ts';
import { inProse, type TestedTransport } from '../../scenarios/load/transport.ts';
import { pathInShort } from '../runs/paths.ts';
import { median, PRACTICAL_EQUALITY } from '../statistics/paired-ratios.ts';
import { allAbove, figureOf, phaseMedianMs, type Quantity, valuesOf } from './claim-figures.ts';
import { type AtDistance, atDistance, distancesInWords, rangeInWords, whereInWords } from './distances.ts';
import { isCold, isRoundTrip, isTimedVisit, type PathPlace, placesOverPaths } from './over-paths.ts';
import { PARTS, type Shares, sharesOf } from './round-trip-parts.ts';
import { fitting } from './sentence.ts';
import { plainMark, plainStrip, type Strip, supportVerdict } from './strip.ts';
import { type ClaimFigure, type Finding, type Judgement, judged } from './verdict.ts';
import { figuresOf, toFirst } from './visits.ts';
import { list, roundedSpan } from './words.ts';

/** What a run without a decided point does not decide. */
const OPEN = 'where the time goes over a path';
/** Above this share, a part is most of the time. */
const MOST = 0.5;

/** The shares of one transport at one point over a path. */
interface Measured {
  place: PathPlace;
  shares: Shares;
}

/** What they say of a claim. */
interface Found extends Measured, Finding {}

/** The round trip of the path, as a share of the mean time of a message there and back. */
const pathShare = ({ path }: PathPlace): Quantity => ({
  label: 'the path’s own round trip, as a share of the mean time',
  unit: '%',
  of: ({ latencyMs }) => {
    const wholeMs = latencyMs?.fromPublish.mean ?? 0;
    return wholeMs > 0 ? (100 * path.rttMs) / wholeMs : null;
  },
});

const parts: Quantity[] = PARTS.map(id => ({
  label: `median time, ${id}`,
  unit: 'ms',
  of: trial => phaseMedianMs(trial, id),
}));

const ofTransport = (found: readonly Found[], transport: TestedTransport): AtDistance[] =>
  found
    .filter(({ shares }) => shares.transport === transport)
    .flatMap(({ place, supports }) => atDistance(place.load, supports));

/** `SSE everywhere, or short polling from 300 ms on`, for the transports with a place. */
function transportsInWords(found: readonly Found[]): string[] {
  const transports = [...new Set(found.map(({ shares }) => shares.transport))];
  const places = transports.map(transport => ({
    transport,
    where: whereInWords(ofTransport(found, transport)),
  }));
  return [...Map.groupBy(places, ({ where }) => where)]
    .filter(([where]) => where !== 'nowhere' && where !== 'not decided')
    .map(([where, own]) => `${list(own.map(({ transport }) => inProse(transport)))} ${where}`);
}

function stripsOf(found: readonly Found[], measure: string, pick: (shares: Shares) => number[]): Strip[] {
  return [...Map.groupBy(found, ({ shares }) => shares.transport)].map(([transport, own]) =>
    plainStrip(
      `${inProse(transport)}, over a path`,
      { measure: `${measure}, as a share of the round trip over a path`, unit: '%' },
      own.map(({ place, shares, supports }) =>
        plainMark(
          { label: place.label, short: pathInShort(place.path) },
          supportVerdict(supports),
          100 * (median(pick(shares)) ?? 0),
        ),
      ),
    ),
  );
}

/** The share of the path at a distance, over all transports: `84–97%`, `20 ms`. */
interface PathShare {
  share: string;
  distance: string;
}

function pathSharesOf(run: Run, found: readonly Measured[]): PathShare[] {
  const byRtt = [...Map.groupBy(found, ({ place }) => place.path.rttMs)].toSorted(([a], [b]) => a - b);
  return byRtt.map(([rttMs, own]) => {
    const shares = own.flatMap(
      ({ place, shares }) => median(valuesOf(run, place, shares.transport, pathShare(place).of)) ?? [],
    );
    return { share: `${roundedSpan(shares)}%`, distance: distancesInWords([{ rttMs }]) };
  });
}

const sharesInWords = (shares: readonly PathShare[]): string =>
  list(shares.map(({ share, distance }) => `${share} at ${distance}`));

/** `16–98% of the time at 20 ms, 58–100% at 300 ms`: the nearest distance and the farthest. */
function endsInWords(shares: readonly PathShare[]): string {
  const [first, ...others] = shares;
  const last = others.at(-1);
  return [
    ...(first ? [`${first.share} of the time at ${first.distance}`] : []),
    ...(last ? [`${last.share} at ${last.distance}`] : []),
  ].join(', ');
}

/** All points over a path with the shares of each transport; empty without any. */
const sharesOverPaths = (run: Run): Measured[] =>
  placesOverPaths(run, isRoundTrip).flatMap(place => {
    const all = sharesOf(run, place);
    return all.length < 2 ? [] : all.map(shares => ({ place, shares }));
  });

function figuresOver(run: Run, found: readonly Measured[]): ClaimFigure[] {
  const places = [...new Set(found.map(({ place }) => place))];
  return places.flatMap(place => [
    ...figuresOf(run, [place], parts),
    ...found
      .filter(one => one.place === place)
      .flatMap(({ shares }) => figureOf(run, place, shares.transport, pathShare(place)) ?? []),
  ]);
}

/**
 * Whether the way back over emulated paths is a transfer and not a wait. Null where the run has no
 * round trip of WebSocket and another transport over one.
 */
export function transferOverPaths(run: Run): Judgement | null {
  // A wait is found by comparison with WebSocket, so WebSocket itself decides nothing.
  const all = sharesOverPaths(run);
  const found = all
    .filter(({ shares }) => shares.transport !== 'websocket')
    .map(({ place, shares }): Found => {
      const isTimed = shares.sum.every(share => Math.abs(share - 1) <= PRACTICAL_EQUALITY);
      const waits = isTimed ? allAbove(shares.waiting, MOST) : null;
      return { place, shares, supports: waits === null ? null : !waits };
    });
  if (found.length === 0) return null;
  const waiting = transportsInWords(
    found.map(one => ({ ...one, supports: one.supports === null ? null : !one.supports })),
  );
  const distances = rangeInWords(found.map(({ place }) => place.path));
  const wait = waiting.length === 0 ? 'with none' : `with ${list(waiting)}`;
  const shares = pathSharesOf(run, all);
  const sentence = `${fitting([
    `The path takes ${endsInWords(shares)}; waiting takes most ${wait}`,
    `At ${distances}: a wait for a poll is most of the round trip ${wait}`,
  ])}.`;
  const because =
    `The path’s own round trip, as a share of the mean time of a message there and back, over all transports: ` +
    `${sharesInWords(shares)}. ` +
    `The excess of the way back over that of ${inProse('websocket')} is most of the time ${wait}.`;
  const strips = stripsOf(found, 'waiting', ({ waiting }) => waiting);
  const figures = figuresOver(run, all);
  return judged(
    { sentence, strips, because, figures },
    { open: OPEN, condition: () => `the transport is ${transportsInWords(found).join(', or ')}` },
  );
}

/** Whether sending and receiving are most of the time over emulated paths; null as above. */
export function sendingOverPaths(run: Run): Judgement | null {
  const found = sharesOverPaths(run).map(
    (one): Found => ({
      ...one,
      supports: allAbove(one.shares.transfer, MOST),
    }),
  );
  if (found.length === 0) return null;
  const distances = rangeInWords(found.map(({ place }) => place.path));
  const most = transportsInWords(found);
  const where = most.length === 0 ? 'with no transport' : `with ${list(most)}`;
  const yes = found.filter(({ supports }) => supports).length;
  const start = `At ${distances}: sending and receiving are most of the time`;
  const sentence = `${fitting([`${start} ${where}`, `${start} in ${yes} of ${found.length} cases`])}.`;
  const because =
    `Over a path, sending and receiving are most of the round trip ${where}. ` +
    `The path’s own round trip is ${sharesInWords(pathSharesOf(run, found))} of the mean time.`;
  const figures = [
    ...figuresOver(run, found),
    ...figuresOf(run, placesOverPaths(run, isTimedVisit).filter(isCold), [toFirst]),
  ];
  const strips = stripsOf(found, 'sending and receiving', ({ transfer }) => transfer);
  return judged(
    { sentence, strips, because, figures },
    { open: OPEN, condition: () => `the transport is ${most.join(', or ')}` },
  );
}
