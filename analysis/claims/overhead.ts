import type { Run } from '../../results/format/run.ts';
import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import { isTooWide } from '../statistics/widest-interval.ts';
import { type PointRef, placeOf } from './claim-figures.ts';
import { outcomeInWords, outcomeOf } from './outcome.ts';
import { overheadByLayer } from './overhead-by-layer.ts';
import { LABELS, overheadFigures } from './overhead-bytes.ts';
import { sizesInWords } from './sentence.ts';
import { plainMark, plainStrip, type Strip, supportVerdict } from './strip.ts';
import { type Claim, type ClaimFigure, type Judgement, judged, noTrials } from './verdict.ts';
import { withLayers } from './with-layers.ts';
import { amount, capital, digits, either } from './words.ts';

const SCENARIO = 'payload-sweep';
/** The same small notification: with the necessary headers, and with those of a browser. */
const POINTS = ['32', 'browser'] as const;
const SHORT = { '32': 'bare', browser: 'of a browser' };
const POLLINGS = ['short-polling', 'long-polling'] as const;
/** The claim: the overhead of HTTP is at least this multiple of that of WebSocket. */
const CLAIMED_RATIO = 500;
/** The smallest frame header, and the largest content that it allows, 125 B (RFC 6455 §5.2). */
const [LEAST_HEAD_BYTES, LEAST_HEAD_UP_TO_BYTES] = [2, 125];

/** Whether a ratio reaches the claimed one; null where its interval does not decide it. */
function ratioReaches({ lower, upper }: ClaimFigure): boolean | null {
  if (lower !== null && lower >= CLAIMED_RATIO) return true;
  return upper !== null && upper < CLAIMED_RATIO ? false : null;
}

/** The kinds of polling that reach the claimed ratio at a point. */
const reachingAt = (figures: readonly ClaimFigure[]) =>
  POLLINGS.filter(polling =>
    figures.some(
      one => one.label === LABELS.overheads && one.transport === polling && ratioReaches(one) === true,
    ),
  );

/** The ratio at one point; null where its interval is too wide to show it. */
const ratioOf = ({ value, lower, upper }: ClaimFigure) => (isTooWide(lower, upper) ? null : value);

interface Found {
  point: (typeof POINTS)[number];
  place: PointRef | undefined;
  figures: ClaimFigure[];
}

/** Each kind of polling with both sets of headers. */
function stripsOf(findings: readonly Found[]): Strip[] {
  return POLLINGS.map(polling =>
    plainStrip(
      inProse(polling),
      { measure: `${LABELS.overhead}, ${inProse(polling)} ÷ ${inProse('websocket')}`, unit: ':1' },
      findings.flatMap(({ point, place, figures }) =>
        figures
          .filter(({ label, transport }) => label === LABELS.overheads && transport === polling)
          .map(figure => ({
            ...plainMark(
              { label: place?.label ?? point, short: SHORT[point] },
              supportVerdict(ratioReaches(figure)),
              ratioOf(figure),
            ),
            ...(ratioOf(figure) !== null && { lower: figure.lower, upper: figure.upper }),
          })),
      ),
    ),
  );
}

/**
 * `False: against WebSocket, the overhead of polling is 49–67× with bare headers and 194–218× with
 * those of a browser; claimed are 500× or more.`
 */
function inShort(strips: readonly Strip[]): string {
  const at = (short: string) => {
    const marks = strips.flatMap(({ marks }) => marks.filter(one => one.short === short));
    return sizesInWords(marks, '×') || 'not decided';
  };
  return `${outcomeInWords(outcomeOf(strips))}: against ${inProse('websocket')}, the overhead of polling is ${at(SHORT['32'])} with bare headers and ${at(SHORT.browser)} with those of a browser; claimed are ${CLAIMED_RATIO}× or more.`;
}

function inWords(place: PointRef, figures: readonly ClaimFigure[]): string {
  const at = (label: string, transport: Transport) =>
    figures.find(one => one.label === label && one.transport === transport);
  const pollings = POLLINGS.flatMap(polling => {
    const [own, overheads, wholes] = [LABELS.overhead, LABELS.overheads, LABELS.wholes].map(label =>
      at(label, polling),
    );
    if (!own || !overheads || !wholes) return [];
    return [
      ` ${capital(inProse(polling))} adds ${amount(own.value, 'B')}: ${digits(overheads.value)}:1 (${digits(wholes.value)}:1 for whole messages, ${digits(own.value / LEAST_HEAD_BYTES)}:1 against a header of ${LEAST_HEAD_BYTES} B).`,
    ];
  });
  const [json, websocket] = [at(LABELS.json, 'websocket'), at(LABELS.overhead, 'websocket')];
  return `With a payload of ${place.label}, the JSON has ${amount(json?.value ?? 0, 'B')}. ${capital(inProse('websocket'))} adds ${amount(websocket?.value ?? 0, 'B')}.${pollings.join('')}`;
}

/** The judgement from the points without TLS. */
function judgeWithout(run: Run): Judgement {
  const findings = POINTS.map(point => {
    const place = placeOf(run, SCENARIO, point);
    const figures = place ? overheadFigures(run, place) : [];
    return { point, place, figures };
  });
  for (const { point, figures } of findings) {
    const missing = POLLINGS.find(
      polling => !figures.some(one => one.label === LABELS.overheads && one.transport === polling),
    );
    if (missing)
      return noTrials(
        `scenario ${SCENARIO}, point ${point}, with ${inProse(missing)}, ${inProse('websocket')} and ${inProse('tcp-floor')} in one block`,
      );
  }
  const figures = findings.flatMap(one => one.figures);
  const because = `${findings.map(one => inWords(one.place as PointRef, one.figures)).join(' ')} A frame header of ${LEAST_HEAD_BYTES} B allows a message of at most ${LEAST_HEAD_UP_TO_BYTES} B.`;
  const strips = stripsOf(findings);
  return judged(
    { sentence: inShort(strips), strips, because, figures },
    {
      open: `whether the ratio reaches ${CLAIMED_RATIO}:1`,
      condition() {
        const reached = findings.flatMap(one => {
          const pollings = reachingAt(one.figures);
          return pollings.length === 0 ? [] : [`${either(pollings.map(inProse))} at “${one.place?.label}”`];
        });
        return `the requests are those of ${either(reached)}`;
      },
    },
  );
}

export const OVERHEAD_CLAIM: Claim = {
  id: 'C19',
  claim: 'A message has 2 bytes of overhead over WebSocket and 871 over HTTP, so 500 to 1,000 times as many.',
  judge: run => withLayers(judgeWithout(run), overheadByLayer(run, ratioReaches)),
};
