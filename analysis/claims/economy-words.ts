import { inProse, TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import type { Quantity } from './claim-figures.ts';
import { perOf, type Series, stripOf, swept } from './contrasts.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { bytesPerDelivery, medianLatency, tailLatency, wireBytesPerDelivery } from './quantities.ts';
import { type Swept, sweepInWords } from './rates.ts';
import { fitting, sizesInWords } from './sentence.ts';
import type { Strip } from './strip.ts';
import { isSupported } from './verdict.ts';
import { capital, either } from './words.ts';

/** What WebSocket is compared with. */
export const OPPONENTS = TESTED_TRANSPORTS.filter(transport => transport !== 'websocket');

/** The findings of a series on the claim that WebSocket has less. */
export const findingsOf = (one: Series): Swept[] => swept(one, 'less', one.baseline);

/** What a series says of its quantity, in a sentence or two. */
export const seriesInWords = (one: Series, findings = findingsOf(one)): string =>
  sweepInWords(findings, {
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

/** `median latency or p99 latency`, for the lower ones of these series. */
const latencyInWords = (own: readonly Series[]) =>
  either(
    LATENCIES.filter(quantity => own.some(one => one.quantity === quantity && isLower(one))).map(
      ({ label }) => label,
    ),
  );

const LATENCIES: readonly Quantity[] = [medianLatency, tailLatency];
const isLatency = ({ quantity }: Series) => LATENCIES.includes(quantity);

/** Whether WebSocket has less at any point. */
export const isLower = (one: Series): boolean => isSupported(findingsOf(one));

/**
 * `against short polling, or against SSE at some points`, for the lower ones of these series.
 * `where decided`: at all points that are decided, but some are not.
 */
function opponentsInWords(all: readonly Series[]): string {
  const places = [...Map.groupBy(all, ({ baseline }) => baseline)]
    .filter(([, own]) => own.some(isLower))
    .map(([baseline, own]) => ({ baseline, outcome: outcomeOf(own.map(stripOfSeries)) }));
  const where = (outcome: Outcome): string =>
    outcome === 'holds' ? '' : outcome === 'holds where decided' ? ' where decided' : ' at some points';
  const groups = Map.groupBy(places, ({ outcome }) => where(outcome));
  return ['', ' where decided', ' at some points']
    .flatMap(place => {
      const own = groups.get(place) ?? [];
      return own.length === 0
        ? []
        : [`against ${either(own.map(({ baseline }) => inProse(baseline)))}${place}`];
    })
    .join(', or ');
}

/**
 * `median latency against short polling; or application bytes per delivery against SSE`, for the
 * lower ones of these series. The bytes of both layers are taken together.
 */
export function inShort(measured: readonly Series[]): string {
  const latencies = measured.filter(isLatency);
  const bytes = measured.filter(one => !isLatency(one));
  return [
    ...(latencies.some(isLower) ? [`${latencyInWords(latencies)} ${opponentsInWords(latencies)}`] : []),
    ...(bytes.some(isLower) ? [`${bytesInWords(bytes.filter(isLower))} ${opponentsInWords(bytes)}`] : []),
  ].join('; or ');
}

/** The quantities in a few words. */
const SHORT = new Map([
  [medianLatency, 'latency'],
  [tailLatency, 'p99'],
  [bytesPerDelivery, 'application bytes'],
  [wireBytesPerDelivery, 'wire bytes'],
]);

/** What a strip of a series is called: `latency, short polling`. */
export const nameOfSeries = ({ quantity, baseline }: Series): string =>
  `${SHORT.get(quantity) ?? quantity.label}, ${inProse(baseline)}`;

export const stripOfSeries = (one: Series): Strip => stripOf(one, 'less', one.baseline, nameOfSeries(one));

/** What is lower with WebSocket, and how it is called if it is not. */
interface Saving {
  saving: string;
  /** What it is where it is known to be higher. */
  more: string;
  name: string;
  verb: string;
}

const LATENCY: Saving = { saving: 'lower latency', more: 'higher', name: 'latency', verb: 'is' };
const BYTES: Saving = { saving: 'fewer bytes', more: 'more', name: 'bytes', verb: 'are' };

/** Where the lower ones of some series are lower: `at 80 ms`; null where no few words say it. */
export type Where = (own: readonly Series[]) => string | null;

/**
 * `than long polling wherever decided, and at some points than short polling or SSE`, for the lower
 * ones of these series; `only than …` where it is not known to be lower than with the others.
 */
function thanInWords(all: readonly Series[], where: Where): string {
  const places = [...Map.groupBy(all, ({ baseline }) => baseline)].map(([baseline, own]) => ({
    baseline,
    outcome: own.some(isLower) ? outcomeOf(own.map(stripOfSeries)) : null,
    at: where(own),
  }));
  const isSome = (outcome: Outcome) => outcome !== 'holds' && outcome !== 'holds where decided';
  const known = places.filter(({ outcome, at }) => outcome !== null && isSome(outcome) && at !== null);
  const than = (is: (outcome: Outcome) => boolean, before: string, after: string) => {
    const own = places.filter(one => one.outcome !== null && is(one.outcome) && !known.includes(one));
    return own.length === 0
      ? []
      : [`${before}than ${either(own.map(({ baseline }) => inProse(baseline)))}${after}`];
  };
  const said = [
    ...than(outcome => outcome === 'holds', '', ''),
    ...than(outcome => outcome === 'holds where decided', '', ' wherever decided'),
    ...known.map(({ baseline, at }) => `than ${inProse(baseline)} ${at}`),
    ...than(isSome, 'at some points ', ''),
  ].join(', and ');
  return places.some(({ outcome }) => outcome === null) ? `only ${said}` : said;
}

/** `lower latency only than short polling (22–4,400×)`, for the series of some quantities. */
function savingInWords(
  { saving, more, name, verb }: Saving,
  own: readonly Series[],
  hasSizes: boolean,
  where: Where,
): string {
  const lower = own.filter(isLower);
  if (lower.length === 0) {
    const outcome = outcomeOf(own.map(stripOfSeries));
    const where = outcome === 'refuted where decided' ? ' wherever decided' : '';
    return `${name} ${verb} ${outcome === 'not decided' ? outcome : `not lower${where}`}`;
  }
  const marks = lower.flatMap(one => stripOfSeries(one).marks).filter(({ verdict }) => verdict === 'true');
  const sizes = sizesInWords(marks, '×');
  const isReversed = lower.some(one =>
    stripOfSeries(one).marks.some(({ verdict }) => verdict === 'reversed'),
  );
  const elsewhere = isReversed ? `, ${more} at others` : '';
  return `${saving} ${thanInWords(own, where)}${hasSizes && sizes !== '' ? ` (${sizes})` : ''}${elsewhere}`;
}

/**
 * What is lower than with which other transport, in one sentence. `start` may say where it was
 * measured, and `where` at which of these points it is lower.
 */
export function savingsInWords(measured: readonly Series[], start = '', where: Where = () => null): string {
  const bytes = measured.filter(one => !isLatency(one));
  const parts = (hasSizes: boolean) =>
    [
      `${start}${savingInWords(LATENCY, measured.filter(isLatency), hasSizes, where)}`,
      savingInWords(BYTES, bytes, hasSizes, where),
    ].join('; ');
  return `${capital(fitting([parts(true), parts(false)]))}.`;
}
