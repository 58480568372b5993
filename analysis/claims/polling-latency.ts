import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { figureOf, placesOf } from './claim-figures.ts';
import { isSwept, onlyThere, perOf, type Series, SWEEP, series, swept } from './contrasts.ts';
import { medianLatency, tailLatency } from './quantities.ts';
import { where } from './rates.ts';
import {
  type Claim,
  type ClaimFigure,
  extent,
  holds,
  holdsIf,
  noTrials,
  notMeasured,
  refuted,
  unresolved,
} from './verdict.ts';
import { amount, list } from './words.ts';

const SCENARIOS = ['notifications', 'ticker', 'rate-sweep'];
const POLLINGS = ['short-polling', 'long-polling'] as const;

const findingsOf = (one: Series) => swept(one, 'more', one.subject);
const clause = (one: Series) =>
  `${inProse(one.subject)} ${where(findingsOf(one), perOf(one.subject), ' times the median of WebSocket')}`;

/** `WebSocket is earlier than short polling at all 7 points (…) and long polling …. ` */
const sentence = (all: readonly Series[]) =>
  all.length === 0 ? '' : `${inProse('websocket')} is earlier than ${list(all.map(clause))}. `;

/** The largest difference of the medians, subject − baseline, in ms. */
function mostMs(run: Run, { contrasts, subject, baseline }: Series): number {
  const differences = contrasts.flatMap(({ place }) => {
    const [own, other] = [subject, baseline].map(transport => figureOf(run, place, transport, medianLatency));
    return own && other ? [own.value - other.value] : [];
  });
  return Math.max(...differences);
}

/** What theory compares with: half an interval for a short poller, one to three transits for a long one. */
function inTheory(run: Run): string {
  const transitMs = run.environment.transit?.meanMs;
  const one =
    transitMs === undefined
      ? ''
      : `, one transit of the idle machine being ${amount(transitMs, 'ms')}, of a busy one less`;
  return `Theory expects half an interval of short polling, and one to three transits of long polling${one}.`;
}

export const POLLING_LATENCY_CLAIM: Claim = {
  id: 'C3',
  claim: 'Polling adds latency.',
  judge(run) {
    const places = placesOf(run, SCENARIOS);
    const all = POLLINGS.map(polling => series(run, places, [polling, 'websocket'], medianLatency));
    const gap = all.find(({ contrasts }) => contrasts.length === 0);
    if (gap) {
      return noTrials(
        `scenario ${list(SCENARIOS)} with ${inProse(gap.subject)} beside ${inProse('websocket')} in one block`,
      );
    }
    const figures: ClaimFigure[] = all.flatMap(({ contrasts, subject, baseline }) =>
      contrasts.flatMap(({ place, figure }) => [
        figure,
        ...[subject, baseline].flatMap(transport =>
          [medianLatency, tailLatency].flatMap(quantity => figureOf(run, place, transport, quantity) ?? []),
        ),
      ]),
    );
    const extents = all.map(one => extent(findingsOf(one)));
    const late = all.filter((_, index) => extents[index] === 'everywhere' || extents[index] === 'somewhere');
    const unsettled = all[extents.indexOf(null)];
    // What is settled of one polling is said, whatever stays open of the other.
    if (unsettled && late.length === 0) {
      return unresolved(
        `whether ${inProse(unsettled.subject)} is later than ${inProse(unsettled.baseline)}`,
        figures,
      );
    }
    const differences = all.map(one => `${inProse(one.subject)} by ${amount(mostMs(run, one), 'ms')}`);
    const rest = `The medians differ most: ${list(differences)}. ${inTheory(run)}`;
    const because = `${sentence(all)}${rest}`;
    if (extents.every(one => one === 'everywhere')) {
      return isSwept(all) ? holds(because, figures) : holdsIf(onlyThere(all), because, figures);
    }
    if (late.length > 0) {
      const others = all.filter(one => !late.includes(one));
      return holdsIf(
        `the client uses ${late.map(clause).join(', or ')}`,
        `${sentence(others)}${rest}`,
        figures,
      );
    }
    return isSwept(all) ? refuted(because, figures) : notMeasured(`scenario ${SWEEP}`, because, figures);
  },
};
