import type { MeasuredTrial } from '../../results/format/trial.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { PRACTICAL_EQUALITY } from '../statistics/paired-ratios.ts';
import { allAbove, figureOf, phaseMeanMs, type Quantity, valuesOf } from './claim-figures.ts';
import { type Claim, extent, holds, holdsIf, noTrials, refuted, unresolved } from './verdict.ts';
import { CONNECT, figuresOf, NEAR, placesToConnect } from './visits.ts';
import { amount, list, span } from './words.ts';

/** What a formula names must make up so much of a time for the formula to be complete. */
const COMPLETE = 1 - PRACTICAL_EQUALITY;

/** The share of the time until the connection is ready that goes from the request to its answer. */
function answeredShare(trial: MeasuredTrial): number | null {
  const [request, whole, first] = (['request', 'to-first', 'first'] as const).map(id =>
    phaseMeanMs(trial, id),
  );
  if (request == null || whole == null || first == null || whole <= first) return null;
  return request / (whole - first);
}

const PHASES = [
  ['tcp', 'mean time to open the TCP connection'],
  ['request', 'mean time from the request or upgrade to its answer'],
  ['first', 'mean time from there to the first notification'],
] as const;

const phaseQuantities: Quantity[] = PHASES.map(([id, label]) => ({
  label,
  unit: 'ms',
  of: trial => phaseMeanMs(trial, id),
}));

export const CONNECT_TIME_CLAIM: Claim = {
  id: 'C10',
  claim:
    'Connecting takes C = H + R + S + E: the request, the server’s handling, its response, the client’s completion.',
  judge(run) {
    const places = placesToConnect(run);
    const findings = places.flatMap(place => {
      const shares = valuesOf(run, place, 'websocket', answeredShare);
      const tcp = figureOf(run, place, 'websocket', phaseQuantities[0] as Quantity);
      // On a connection that stands nothing but the request is left: that is no test of the formula.
      const supports = place.point === 'cold' ? allAbove(shares, COMPLETE) : true;
      return shares.length === 0 ? [] : [{ place, shares, tcp, supports }];
    });
    for (const point of ['cold', 'kept-alive']) {
      if (!findings.some(({ place }) => place.point === point)) {
        return noTrials(`scenario ${CONNECT}, point ${point}, ${inProse('websocket')}`);
      }
    }
    const figures = figuresOf(run, places, phaseQuantities);
    const clauses = findings.map(
      ({ place, shares }) => `${span(shares.map(share => 100 * share))}% of it (${place.label})`,
    );
    const because =
      `Until a ${inProse('websocket')} stands, the four terms, which begin with the request, take ${list(clauses)}. ` +
      `What they leave out is opening the TCP connection; how request, handling, response and completion share it is not told apart. ${NEAR}`;
    const whole = extent(findings);
    if (whole === null || findings.some(({ supports }) => supports === null)) {
      return unresolved('what the four terms leave out', figures);
    }
    if (whole === 'everywhere') return holds(because, figures);
    if (whole === 'nowhere') return refuted(because, figures);
    const left = findings.filter(({ supports }) => !supports);
    const tcpMs = left.flatMap(({ tcp }) => (tcp ? [amount(tcp.value, tcp.unit)] : []));
    const isCold = left.some(({ place }) => place.point === 'cold');
    return holdsIf(
      isCold
        ? `the TCP connection stands already; opening it took ${list(tcpMs)} more`
        : 'the TCP connection is new',
      because,
      figures,
    );
  },
};
