import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { figureOf, type PointRef, placesOf, type Quantity } from './claim-figures.ts';
import { isSwept, onlyThere, perOf, type Series, SWEEP, series, swept } from './contrasts.ts';
import { bytesPerDelivery, medianLatency, wireBytesPerDelivery } from './quantities.ts';
import { where } from './rates.ts';
import { type Claim, extent, holds, holdsIf, noTrials, notMeasured, refuted, unresolved } from './verdict.ts';
import { list } from './words.ts';

const SCENARIOS = ['notifications', 'ticker', 'rate-sweep', 'payload-sweep', 'burst', 'trace'];
const QUANTITIES: readonly Quantity[] = [medianLatency, bytesPerDelivery, wireBytesPerDelivery];
/** What a run cannot do without: the wire has no counters on every network. */
const NEEDED: readonly Quantity[] = [medianLatency, bytesPerDelivery];
const OPPONENTS = TESTED_TRANSPORTS.filter(transport => transport !== 'websocket');

const findingsOf = (one: Series) => swept(one, 'less', one.baseline);
const clause = (one: Series) =>
  `${one.quantity.label} ${where(findingsOf(one), perOf(one.baseline), ' times')}`;

/** `than SSE (median latency …; application bytes …)`, for each opponent that is among these. */
const besides = (all: readonly Series[]) =>
  list(
    OPPONENTS.flatMap(opponent => {
      const own = all.filter(({ baseline }) => baseline === opponent);
      return own.length === 0 ? [] : [`than ${inProse(opponent)} [${own.map(clause).join('; ')}]`];
    }),
  );

/** `median latency beside short polling, and at some points SSE`, for each quantity among these. */
const inShort = (all: readonly Series[]) =>
  list(
    QUANTITIES.flatMap(quantity => {
      const own = all.filter(one => one.quantity === quantity);
      const beside = (extents: 'everywhere' | 'somewhere') =>
        list(own.filter(one => extent(findingsOf(one)) === extents).map(({ baseline }) => inProse(baseline)));
      const [always, partly] = [beside('everywhere'), beside('somewhere')];
      const words = [...(always ? [always] : []), ...(partly ? [`at some points ${partly}`] : [])];
      return own.length === 0 ? [] : [`${quantity.label} beside ${words.join(', and ')}`];
    }),
  );

export const ECONOMY_CLAIM: Claim = {
  id: 'C17',
  claim: 'WebSocket lowers latency and bandwidth.',
  judge(run: Run) {
    const places: PointRef[] = placesOf(run, SCENARIOS);
    const compared = (opponent: TestedTransport) =>
      QUANTITIES.map(quantity => series(run, places, ['websocket', opponent], quantity));
    const all = OPPONENTS.flatMap(compared);
    const gap = all.find(({ quantity, contrasts }) => NEEDED.includes(quantity) && contrasts.length === 0);
    if (gap) {
      return noTrials(
        `scenario ${SCENARIOS.join(' or ')} with ${inProse('websocket')} beside ${inProse(gap.baseline)} in one block`,
      );
    }
    const measured = all.filter(({ contrasts }) => contrasts.length > 0);
    const figures = [
      ...measured.flatMap(({ contrasts }) => contrasts.map(({ figure }) => figure)),
      ...places.flatMap(place =>
        TESTED_TRANSPORTS.flatMap(transport =>
          QUANTITIES.flatMap(quantity => figureOf(run, place, transport, quantity) ?? []),
        ),
      ),
    ];
    const extents = measured.map(one => extent(findingsOf(one)));
    const lower = measured.filter(
      (_, index) => extents[index] === 'everywhere' || extents[index] === 'somewhere',
    );
    const open = measured[extents.indexOf(null)];
    if (open && lower.length === 0)
      return unresolved(
        `the ${open.quantity.label} of ${inProse('websocket')} and ${inProse(open.baseline)}`,
        figures,
      );
    const wire = measured.some(({ quantity }) => quantity === wireBytesPerDelivery)
      ? ''
      : ' The wire was not counted.';
    const others = measured.filter(one => !lower.includes(one));
    const sentence = (some: readonly Series[]) => `${inProse('websocket')} has less ${besides(some)}.`;
    const because = `${sentence(measured)}${wire} Compression was not measured.`;
    if (extents.every(one => one === 'everywhere')) {
      return isSwept(measured) ? holds(because, figures) : holdsIf(onlyThere(measured), because, figures);
    }
    if (lower.length === 0) {
      return isSwept(measured)
        ? refuted(because, figures)
        : notMeasured(`scenario ${SWEEP}`, because, figures);
    }
    const rest =
      others.length === 0
        ? 'Beyond these points it has as much or more.'
        : `Not less, or not resolved: ${others.map(one => `${clause(one)} beside ${inProse(one.baseline)}`).join('; ')}.`;
    return holdsIf(
      `what counts is ${inShort(lower)}`,
      `${sentence(lower)} ${rest}${wire} Compression was not measured.`,
      figures,
    );
  },
};
