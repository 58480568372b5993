import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { figureOf, type PointRef, placesOf, type Quantity } from './claim-figures.ts';
import { isSwept, onlyThere, perOf, type Series, SWEEP, series, swept } from './contrasts.ts';
import { bytesPerDelivery, medianLatency, wireBytesPerDelivery } from './quantities.ts';
import { sweepInWords } from './rates.ts';
import { type Claim, extent, holds, holdsIf, noTrials, notMeasured, refuted, undecided } from './verdict.ts';
import { capital, either } from './words.ts';

const SCENARIOS = ['notifications', 'ticker', 'rate-sweep', 'payload-sweep', 'burst', 'trace'];
const QUANTITIES: readonly Quantity[] = [medianLatency, bytesPerDelivery, wireBytesPerDelivery];
/** The quantities that every run needs; wire bytes are not counted on every network. */
const NEEDED: readonly Quantity[] = [medianLatency, bytesPerDelivery];
const OPPONENTS = TESTED_TRANSPORTS.filter(transport => transport !== 'websocket');

const findingsOf = (one: Series) => swept(one, 'less', one.baseline);
const sentence = (one: Series) =>
  sweepInWords(findingsOf(one), {
    statement: `${capital(one.quantity.label)} against ${inProse(one.baseline)}: lower`,
    subject: `${one.quantity.label} against ${inProse(one.baseline)}`,
    per: perOf(one.baseline),
    of: ' times',
  });

/**
 * `median latency against short polling, and against SSE at some points`, for each quantity among
 * these.
 */
const inShort = (all: readonly Series[]) =>
  QUANTITIES.flatMap(quantity => {
    const own = all.filter(one => one.quantity === quantity);
    const against = (extents: 'everywhere' | 'somewhere') =>
      either(own.filter(one => extent(findingsOf(one)) === extents).map(({ baseline }) => inProse(baseline)));
    const [always, partly] = [against('everywhere'), against('somewhere')];
    const words = [
      ...(always ? [`against ${always}`] : []),
      ...(partly ? [`against ${partly} at some points`] : []),
    ];
    return own.length === 0 ? [] : [`${quantity.label} ${words.join(', or ')}`];
  }).join('; or ');

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
        `scenario ${SCENARIOS.join(' or ')} with ${inProse('websocket')} and ${inProse(gap.baseline)} in one block`,
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
      return undecided(
        `the ${open.quantity.label} of ${inProse('websocket')} against ${inProse(open.baseline)}`,
        figures,
      );
    const wire = measured.some(({ quantity }) => quantity === wireBytesPerDelivery)
      ? ''
      : ' Bytes on the wire were not counted.';
    const because =
      `Each value is that of ${inProse('websocket')}, as a multiple of the other transport’s. ` +
      `${measured.map(sentence).join(' ')}${wire} Compression was not measured.`;
    if (extents.every(one => one === 'everywhere')) {
      return isSwept(measured) ? holds(because, figures) : holdsIf(onlyThere(measured), because, figures);
    }
    if (lower.length === 0) {
      return isSwept(measured)
        ? refuted(because, figures)
        : notMeasured(`scenario ${SWEEP}`, because, figures);
    }
    return holdsIf(`the measure is ${inShort(lower)}`, because, figures);
  },
};
