import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import { type PointRef, placeOf } from './claim-figures.ts';
import { LABELS, overheadFigures } from './overhead-bytes.ts';
import {
  type Claim,
  type ClaimFigure,
  extent,
  holds,
  holdsIf,
  noTrials,
  refuted,
  unresolved,
} from './verdict.ts';
import { amount, digits, list } from './words.ts';

const SCENARIO = 'payload-sweep';
/** The same small notification, with the headers that it needs, and with those of a browser. */
const POINTS = ['32', 'browser'] as const;
const POLLINGS = ['short-polling', 'long-polling'] as const;
/** What is claimed: an overhead of HTTP of at least so many times that of WebSocket. */
const CLAIMED_RATIO = 500;
/** The smallest head of a frame, up to 125 B of content (RFC 6455 §5.2), and what that allows. */
const [LEAST_HEAD_BYTES, LEAST_HEAD_UP_TO_BYTES] = [2, 125];

/** Whether any polling reaches the claimed ratio at a place. */
function reaches(figures: readonly ClaimFigure[]): boolean | null {
  const found = figures.filter(
    ({ label, transport }) => label === LABELS.overheads && POLLINGS.some(one => one === transport),
  );
  if (found.some(({ lower }) => lower !== null && lower >= CLAIMED_RATIO)) return true;
  return found.every(({ upper }) => upper !== null && upper < CLAIMED_RATIO) ? false : null;
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
      `${inProse(polling)} ${amount(own.value, 'B')}, which is ${digits(overheads.value)}:1 (as whole messages ${digits(wholes.value)}:1, and beside a head of ${LEAST_HEAD_BYTES} B ${digits(own.value / LEAST_HEAD_BYTES)}:1)`,
    ];
  });
  const [json, websocket] = [at(LABELS.json, 'websocket'), at(LABELS.overhead, 'websocket')];
  return `To ${amount(json?.value ?? 0, 'B')} of JSON (${place.label}) ${inProse('websocket')} adds ${amount(websocket?.value ?? 0, 'B')}, ${list(pollings)}`;
}

export const OVERHEAD_CLAIM: Claim = {
  id: 'C19',
  claim: 'A message costs 2 bytes of overhead by WebSocket and 871 by HTTP, so 500 to 1,000 times as many.',
  judge(run) {
    const findings = POINTS.map(point => {
      const place = placeOf(run, SCENARIO, point);
      const figures = place ? overheadFigures(run, place) : [];
      return { point, place, figures, supports: reaches(figures) };
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
    const because = `${findings.map(one => inWords(one.place as PointRef, one.figures)).join('. ')}. A head of ${LEAST_HEAD_BYTES} B takes a message of at most ${LEAST_HEAD_UP_TO_BYTES} B.`;
    if (findings.some(({ supports }) => supports === null))
      return unresolved(`whether the ratio reaches ${CLAIMED_RATIO}:1`, figures);
    const whole = extent(findings);
    if (whole === 'everywhere') return holds(because, figures);
    if (whole === 'nowhere') return refuted(because, figures);
    const reached = findings.filter(({ supports }) => supports).map(({ place }) => `“${place?.label}”`);
    return holdsIf(`requests are those of ${list(reached)}`, because, figures);
  },
};
