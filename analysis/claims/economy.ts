import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { figureOf, type PointRef, placesOf, type Quantity } from './claim-figures.ts';
import { isSwept, onlyThere, perOf, type Series, SWEEP, series, stripOf, swept } from './contrasts.ts';
import { bytesPerDelivery, medianLatency, wireBytesPerDelivery } from './quantities.ts';
import { sweepInWords } from './rates.ts';
import { fitting, sizesInWords } from './sentence.ts';
import type { Strip } from './strip.ts';
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

/** The bytes of these series, by their layers: `application or wire bytes per delivery`. */
const bytesInWords = (own: readonly Series[]) =>
  `${either(
    [bytesPerDelivery, wireBytesPerDelivery]
      .filter(quantity => own.some(one => one.quantity === quantity))
      .map(({ label }) => label.replace(' bytes per delivery', '')),
  )} bytes per delivery`;

const isLatency = ({ quantity }: Series) => quantity === medianLatency;
const extentOf = (one: Series) => extent(findingsOf(one));
const isLower = (one: Series) => extentOf(one) === 'everywhere' || extentOf(one) === 'somewhere';

/** `against short polling, or against SSE at some points`, for the lower ones of these series. */
function opponentsInWords(all: readonly Series[]): string {
  const byOpponent = [...Map.groupBy(all, ({ baseline }) => baseline)];
  const isAlways = (own: readonly Series[]) => own.every(one => extentOf(one) === 'everywhere');
  const named = (wanted: (own: readonly Series[]) => boolean) =>
    either(byOpponent.filter(([, own]) => wanted(own)).map(([baseline]) => inProse(baseline)));
  const always = named(isAlways);
  const partly = named(own => own.some(isLower) && !isAlways(own));
  return [
    ...(always ? [`against ${always}`] : []),
    ...(partly ? [`against ${partly} at some points`] : []),
  ].join(', or ');
}

/**
 * `median latency against short polling; or application bytes per delivery against SSE`, for the
 * lower ones of these series. The bytes of both layers are taken together.
 */
function inShort(measured: readonly Series[]): string {
  const latencies = measured.filter(isLatency);
  const bytes = measured.filter(one => !isLatency(one));
  return [
    ...(latencies.some(isLower) ? [`${medianLatency.label} ${opponentsInWords(latencies)}`] : []),
    ...(bytes.some(isLower) ? [`${bytesInWords(bytes.filter(isLower))} ${opponentsInWords(bytes)}`] : []),
  ].join('; or ');
}

/** The quantities in a few words. */
const SHORT = new Map([
  [medianLatency, 'latency'],
  [bytesPerDelivery, 'bytes'],
  [wireBytesPerDelivery, 'wire bytes'],
]);

const stripOfSeries = (one: Series): Strip =>
  stripOf(
    one,
    'less',
    one.baseline,
    `${SHORT.get(one.quantity) ?? one.quantity.label}, ${inProse(one.baseline)}`,
  );

/** `latency: lower than with short polling (22–4,400×)` for the series of some quantities. */
function savingInWords(name: string, own: readonly Series[], hasSizes: boolean): string {
  const lower = own.filter(isLower);
  if (lower.length === 0) {
    return `${name}: ${own.some(one => extentOf(one) === null) ? 'not decided' : 'not lower'}`;
  }
  const marks = lower.flatMap(one => stripOfSeries(one).marks).filter(({ verdict }) => verdict === 'true');
  const sizes = sizesInWords(marks, '×');
  return `${name}: lower ${opponentsInWords(own)}${hasSizes && sizes !== '' ? ` (${sizes})` : ''}`;
}

/** What is lower than with which other transport, in one sentence. */
function savingsInWords(measured: readonly Series[]): string {
  const parts = (hasSizes: boolean) =>
    [
      savingInWords('Latency', measured.filter(isLatency), hasSizes),
      savingInWords(
        'bytes',
        measured.filter(one => !isLatency(one)),
        hasSizes,
      ),
    ].join('; ');
  return `${fitting([parts(true), parts(false)])}.`;
}

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
    const strips = QUANTITIES.flatMap(quantity =>
      measured.filter(one => one.quantity === quantity).map(stripOfSeries),
    );
    const open = measured[extents.indexOf(null)];
    if (open && lower.length === 0) {
      return undecided(
        `the ${open.quantity.label} of ${inProse('websocket')} against ${inProse(open.baseline)}`,
        { sentence: savingsInWords(measured), strips, figures },
      );
    }
    const wire = measured.some(({ quantity }) => quantity === wireBytesPerDelivery)
      ? ''
      : ' Bytes on the wire were not counted.';
    const because =
      `Each value is that of ${inProse('websocket')}, as a multiple of the other transport’s. ` +
      `${measured.map(sentence).join(' ')}${wire} Compression was not measured.`;
    const evidence = { sentence: savingsInWords(measured), strips, because, figures };
    if (extents.every(one => one === 'everywhere')) {
      return isSwept(measured) ? holds(evidence) : holdsIf(onlyThere(measured), evidence);
    }
    if (lower.length === 0) {
      return isSwept(measured) ? refuted(evidence) : notMeasured(`scenario ${SWEEP}`, evidence);
    }
    return holdsIf(`the measure is ${inShort(measured)}`, evidence);
  },
};
