import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { pathInShort } from '../runs/paths.ts';
import { median } from '../statistics/paired-ratios.ts';
import { allAbove, valuesOf } from './claim-figures.ts';
import { COMPLETE, confirmedShare, MOST } from './closing-share.ts';
import { atDistance, rangeInWords, whereInWords } from './distances.ts';
import { isCold, isTimedVisit, placesOverPaths } from './over-paths.ts';
import { type Mark, plainMark, plainStrip, supportVerdict } from './strip.ts';
import { tripFigures, tripsInWords, tripsOf } from './trips.ts';
import { type Judgement, judged } from './verdict.ts';
import { list, roundedSpan, span } from './words.ts';

/**
 * The share of a closing that the four terms cover over emulated paths. Null where the run has no
 * closing of WebSocket over one.
 */
export function closingOverPaths(run: Run): Judgement | null {
  const findings = placesOverPaths(run, isTimedVisit)
    .filter(isCold)
    .flatMap(place => {
      const shares = valuesOf(run, place, 'websocket', confirmedShare);
      if (shares.length === 0) return [];
      return [{ place, shares, isAll: allAbove(shares, COMPLETE), isMost: allAbove(shares, MOST) }];
    });
  if (findings.length === 0) return null;
  const places = findings.map(({ place }) => place);
  const all = findings.flatMap(({ shares }) => shares.map(share => 100 * share));
  const trips = tripsOf(run, places, 'confirmation');
  const distances = rangeInWords(places.map(({ path }) => path));
  const sentence = `At ${distances}: the four terms take ${roundedSpan(all)}% of the time, and are ${tripsInWords(trips)}.`;
  const mark = (isSo: boolean | null, { place, shares }: (typeof findings)[number]): Mark =>
    plainMark(
      { label: place.label, short: pathInShort(place.path) },
      supportVerdict(isSo),
      100 * (median(shares) ?? 0),
    );
  const measured = { measure: 'the four terms, as a share of the time to close over a path', unit: '%' };
  const strips = [
    plainStrip(
      'most, over a path',
      measured,
      findings.map(one => mark(one.isMost, one)),
    ),
    plainStrip(
      'all, over a path',
      measured,
      findings.map(one => mark(one.isAll, one)),
    ),
  ];
  const shares = findings.map(
    ({ place, shares }) => `${span(shares.map(share => 100 * share))}% at ${pathInShort(place.path)}`,
  );
  const because =
    `Over a path, the time from the close frame of ${inProse('websocket')} to its confirmation is this share of the time until the connection is gone: ${list(shares)}. ` +
    `It is ${tripsInWords(trips)} of the path.`;
  const figures = tripFigures(run, places, ['confirmation', 'closed']);
  return judged(
    { sentence, strips, because, figures },
    {
      open: 'the share of a closing that the four terms cover over a path',
      condition() {
        const at = whereInWords(findings.flatMap(({ place, isMost }) => atDistance(place.load, isMost)));
        return `TCP’s own close is left out (the four terms are most of the time ${at})`;
      },
    },
  );
}
