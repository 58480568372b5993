import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { allAbove, figureOf, type PointRef, placesOf, type Quantity, valuesOf } from './claim-figures.ts';
import { medianLatency, tailLatency } from './quantities.ts';
import { type Claim, extent, holds, holdsIf, noTrials, refuted, unresolved } from './verdict.ts';
import { amount, capital, list } from './words.ts';

/** One use for each scenario that stands for it. */
const USES = [
  { scenario: 'chat', use: 'chat' },
  { scenario: 'notifications', use: 'personal notifications' },
  { scenario: 'ticker', use: 'a live ticker' },
] as const;

/** What a person takes for immediate (Nielsen, Usability Engineering, 1993, ch. 5). */
const IMMEDIATE_MS = 100;

/** The p99, or the median where there are too few notifications for one. */
const slowest: Quantity = {
  label: 'p99 latency, or the median where notifications are too few for it',
  unit: 'ms',
  of: trial => tailLatency.of(trial) ?? medianLatency.of(trial),
};

/** One point of a use: of chat the one at which each transport sends its own way. */
function placeOfUse(run: Run, scenario: string): PointRef | undefined {
  return placesOf(run, [scenario]).find(({ load }) => load.senders?.upstream !== 'post');
}

function immediate(run: Run, place: PointRef, transport: (typeof TESTED_TRANSPORTS)[number]): boolean | null {
  const above = allAbove(valuesOf(run, place, transport, slowest.of), IMMEDIATE_MS);
  return above === null ? null : !above;
}

export const USES_CLAIM: Claim = {
  id: 'C18',
  claim: 'WebSocket suits chat, notifications and live interfaces.',
  judge(run) {
    const all = USES.map(({ scenario, use }) => {
      const place = placeOfUse(run, scenario);
      const figure = place && figureOf(run, place, 'websocket', slowest);
      return { scenario, use, place, figure };
    });
    const measured = all.flatMap(({ use, place, figure }) =>
      place && figure ? [{ use, place, figure, supports: immediate(run, place, 'websocket') }] : [],
    );
    if (measured.length === 0) {
      return noTrials(
        `scenario ${USES.map(({ scenario }) => scenario).join(' or ')}, ${inProse('websocket')}`,
      );
    }
    const figures = measured.flatMap(({ place }) =>
      TESTED_TRANSPORTS.flatMap(transport => figureOf(run, place, transport, slowest) ?? []),
    );
    const gaps = all.filter(({ figure }) => !figure).map(({ use }) => use);
    const others = TESTED_TRANSPORTS.filter(transport => transport !== 'websocket');
    const at = (transport: TestedTransport) => measured.map(({ place }) => immediate(run, place, transport));
    const within = others.filter(one => at(one).every(is => is === true));
    const beyond = others.filter(one => at(one).some(is => is === false));
    const unknown = others.filter(one => !within.includes(one) && !beyond.includes(one));
    const because =
      `What comes within ${IMMEDIATE_MS} ms and without a loss seems immediate to a person: at p99, or in the median where notifications are ` +
      `too few to tell p99. ${inProse('websocket')} took ` +
      `${list(measured.map(({ use, figure }) => `${amount(figure.value, figure.unit)} in ${use}`))}.` +
      (within.length === 0 ? '' : ` ${capital(list(within.map(inProse)))} stayed within that as well.`) +
      (beyond.length === 0 ? '' : ` ${capital(list(beyond.map(inProse)))} did not.`) +
      (unknown.length === 0 ? '' : ` Of ${list(unknown.map(inProse))} this run cannot tell everywhere.`) +
      (gaps.length === 0 ? '' : ` Not measured: ${list(gaps)}.`);
    const whole = extent(measured);
    if (whole === null) return unresolved(`whether ${inProse('websocket')} is immediate`, figures);
    if (whole === 'nowhere') return refuted(because, figures);
    if (whole === 'everywhere' && gaps.length === 0) return holds(because, figures);
    const suited = measured.filter(({ supports }) => supports).map(({ use }) => use);
    return holdsIf(`it is used for ${list(suited)}`, because, figures);
  },
};
