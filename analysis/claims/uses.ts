import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { allAbove, figureOf, type PointRef, placesOf, type Quantity, valuesOf } from './claim-figures.ts';
import { medianLatency, tailLatency } from './quantities.ts';
import { fitting, sentenceOf } from './sentence.ts';
import { type Mark, plainMark, plainStrip, type Strip, supportVerdict } from './strip.ts';
import { type Claim, type ClaimFigure, holdsIf, judged, noTrials } from './verdict.ts';
import { amount, capital, either, list } from './words.ts';

/** The uses, each with the scenario that represents it. */
const USES = [
  { scenario: 'chat', use: 'chat' },
  { scenario: 'notifications', use: 'personal notifications' },
  { scenario: 'ticker', use: 'a live ticker' },
] as const;

/**
 * Up to this delay, a response seems immediate to a person (Nielsen, Usability Engineering, 1993,
 * ch. 5).
 */
const IMMEDIATE_MS = 100;

/**
 * What the transports of a place are judged by: the p99, or the median where a transport has too
 * few notifications for a p99 in all of its blocks. A value never mixes the two.
 */
function slowestAt(run: Run, place: PointRef): Quantity {
  const lacks = TESTED_TRANSPORTS.some(
    transport =>
      valuesOf(run, place, transport, medianLatency.of).length > 0 &&
      valuesOf(run, place, transport, tailLatency.of).length === 0,
  );
  return lacks
    ? { ...medianLatency, label: 'median latency, with too few notifications for a p99' }
    : tailLatency;
}

/** Which of the two it is at a place. */
const kindAt = (run: Run, place: PointRef): 'p99' | 'median' =>
  slowestAt(run, place).metric === 'p99' ? 'p99' : 'median';

/** One point of a use: for chat, the point at which each transport sends by its own upstream. */
function placeOfUse(run: Run, scenario: string): PointRef | undefined {
  return placesOf(run, [scenario]).find(({ load }) => load.senders?.upstream !== 'post');
}

function immediate(run: Run, place: PointRef, transport: (typeof TESTED_TRANSPORTS)[number]): boolean | null {
  const above = allAbove(valuesOf(run, place, transport, slowestAt(run, place).of), IMMEDIATE_MS);
  return above === null ? null : !above;
}

/** A use that was measured, with its value and whether that seems immediate. */
interface MeasuredUse {
  use: string;
  place: PointRef;
  figure: ClaimFigure;
  kind: 'p99' | 'median';
  supports: boolean | null;
}

/** The strip of the uses. A mark whose value is not of the kind of the strip says so. */
function stripOfUses(measured: readonly MeasuredUse[], gaps: readonly string[], kind: string): Strip {
  return plainStrip('', { measure: `${kind} latency`, unit: 'ms' }, [
    ...measured.map(({ use, place, figure, supports, kind: own }) =>
      plainMark(
        { label: own === kind ? place.label : `${place.label} (${own})`, short: use },
        supportVerdict(supports),
        figure.value,
      ),
    ),
    ...gaps.map(use => plainMark(use, 'not measured')),
  ]);
}

/**
 * `True everywhere (p99 2–2.1 ms); a live ticker: median 3.63 ms; up to 100 ms seem immediate.` A
 * range has values of one kind only: one over p99 and median would be a range of nothing.
 */
function usesInWords(strip: Strip, measured: readonly MeasuredUse[], kind: string): string {
  const others = measured.filter(one => one.kind !== kind);
  const isOfKind = ({ short }: Mark) => !others.some(({ use }) => use === short);
  const marks = strip.marks.map(mark => (isOfKind(mark) ? mark : { ...mark, size: null }));
  const start = sentenceOf([{ ...strip, marks }])
    .slice(0, -1)
    .replaceAll('(', `(${kind} `);
  const apart = others.map(
    ({ use, kind: own, figure }) => `; ${use}: ${own} ${amount(figure.value, figure.unit)}`,
  );
  const gaps = strip.marks.filter(({ verdict }) => verdict === 'not measured').map(({ short }) => short);
  const without = gaps.length === 0 ? '' : `; ${list(gaps)}: not measured`;
  const said = `${start}${apart.join('')}${without}`;
  return `${fitting([`${said}; up to ${IMMEDIATE_MS} ms seem immediate`, said])}.`;
}

export const USES_CLAIM: Claim = {
  id: 'C18',
  claim: 'WebSocket suits chat, notifications and live interfaces.',
  judge(run) {
    const all = USES.map(({ scenario, use }) => {
      const place = placeOfUse(run, scenario);
      const figure = place && figureOf(run, place, 'websocket', slowestAt(run, place));
      return { scenario, use, place, figure };
    });
    const measured = all.flatMap(({ use, place, figure }) =>
      place && figure
        ? [{ use, place, figure, kind: kindAt(run, place), supports: immediate(run, place, 'websocket') }]
        : [],
    );
    if (measured.length === 0) {
      return noTrials(
        `scenario ${USES.map(({ scenario }) => scenario).join(' or ')}, ${inProse('websocket')}`,
      );
    }
    const figures = measured.flatMap(({ place }) =>
      TESTED_TRANSPORTS.flatMap(transport => figureOf(run, place, transport, slowestAt(run, place)) ?? []),
    );
    const gaps = all.filter(({ figure }) => !figure).map(({ use }) => use);
    const others = TESTED_TRANSPORTS.filter(transport => transport !== 'websocket');
    const at = (transport: TestedTransport) => measured.map(({ place }) => immediate(run, place, transport));
    const within = others.filter(one => at(one).every(is => is === true));
    const beyond = others.filter(one => at(one).some(is => is === false));
    const unknown = others.filter(one => !within.includes(one) && !beyond.includes(one));
    const because =
      `A delivery within ${IMMEDIATE_MS} ms and without a loss seems immediate to a person. The value is p99, or the median with ` +
      `too few notifications for one. ${inProse('websocket')} took ` +
      `${list(measured.map(({ use, figure, kind }) => `${amount(figure.value, figure.unit)} (${kind}) in ${use}`))}.` +
      (within.length === 0
        ? ''
        : ` ${capital(list(within.map(inProse)))} stayed within ${IMMEDIATE_MS} ms as well.`) +
      (beyond.length === 0 ? '' : ` ${capital(list(beyond.map(inProse)))} did not.`) +
      (unknown.length === 0
        ? ''
        : ` For ${list(unknown.map(inProse))}, this run does not decide every use.`) +
      (gaps.length === 0 ? '' : ` Not measured: ${list(gaps)}.`);
    const kind = measured.some(one => one.kind === 'p99') ? 'p99' : 'median';
    const strip = stripOfUses(measured, gaps, kind);
    const evidence = {
      sentence: usesInWords(strip, measured, kind),
      strips: [strip],
      because,
      figures,
    };
    const condition = () => {
      const suited = measured.filter(({ supports }) => supports).map(({ use }) => use);
      return `it is used for ${either(suited)}`;
    };
    const judgement = judged(evidence, { open: `whether ${inProse('websocket')} is immediate`, condition });
    const isTrue = judgement.verdict === 'holds' || judgement.verdict === 'holds where decided';
    return isTrue && gaps.length > 0 ? holdsIf(condition(), evidence) : judgement;
  },
};
