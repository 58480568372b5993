import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { figureOf } from './claim-figures.ts';
import { type Series, series, swept } from './contrasts.ts';
import { handshakeTrips } from './handshake.ts';
import { where } from './rates.ts';
import { type Claim, extent, holds, holdsIf, noTrials, refuted, unresolved } from './verdict.ts';
import { CONNECT, figuresOf, NEAR, placesToConnect, toFirst } from './visits.ts';
import { amount, list } from './words.ts';

/** The most by which it may be later than any other, by the upper ends of the intervals; null where one has none. */
function mostLaterMs(run: Run, all: readonly Series[]): number | null {
  const laterMs = all.flatMap(({ baseline, contrasts }) =>
    contrasts.map(({ place, figure: { upper } }) => {
      const other = figureOf(run, place, baseline, toFirst);
      return upper === null || !other ? null : (upper - 1) * other.value;
    }),
  );
  const known = laterMs.filter(ms => ms !== null);
  return known.length === laterMs.length && known.length > 0 ? Math.max(...known) : null;
}

export const START_TIME_CLAIM: Claim = {
  id: 'C21',
  claim: 'WebSocket starts more slowly than HTTP, for its handshake.',
  judge(run) {
    const places = placesToConnect(run);
    const others = TESTED_TRANSPORTS.filter(transport => transport !== 'websocket');
    const all = others.map(other => series(run, places, ['websocket', other], toFirst));
    const gap = all.find(({ contrasts }) => contrasts.length === 0);
    if (gap) {
      return noTrials(
        `scenario ${CONNECT} with ${inProse('websocket')} beside ${inProse(gap.baseline)} in one block`,
      );
    }
    const figures = [
      ...all.flatMap(({ contrasts }) => contrasts.map(({ figure }) => figure)),
      ...figuresOf(run, places, [toFirst]),
    ];
    const claims = all.map(one => ({
      ...one,
      findings: swept(one, 'more', one.baseline).map(finding => ({ ...finding, at: null })),
    }));
    const clause = ({ baseline, findings }: (typeof claims)[number]) =>
      `than ${inProse(baseline)} ${where(findings, '', ' times the time')}`;
    const because = `Until the first notification, ${inProse('websocket')} takes longer ${list(claims.map(clause))}. ${NEAR}`;
    const extents = claims.map(({ findings }) => extent(findings));
    const slower = claims.filter(
      (_, index) => extents[index] === 'everywhere' || extents[index] === 'somewhere',
    );
    const open = claims[extents.indexOf(null)];
    const trips = handshakeTrips(run, places);
    if (open && slower.length === 0) {
      const mostMs = mostLaterMs(run, all);
      if (trips?.isOneMore === false && mostMs !== null) {
        return holdsIf(
          `a delay of less than ${amount(mostMs, 'ms')} counts, and this run does not resolve whether there is one; a round trip more it is not`,
          `${trips.words} ${because}`,
          [...figures, ...trips.figures],
        );
      }
      return unresolved(
        `whether ${inProse('websocket')} starts more slowly than ${inProse(open.baseline)}`,
        figures,
      );
    }
    if (extents.every(one => one === 'everywhere')) return holds(because, figures);
    if (slower.length === 0) return refuted(because, figures);
    const alike = claims.filter(one => !slower.includes(one));
    const rest = alike.length === 0 ? '' : `Not slower, or not resolved: ${list(alike.map(clause))}. `;
    const beside = list(slower.map(({ baseline }) => inProse(baseline)));
    return holdsIf(
      `it is compared with ${beside}: slower ${slower.map(clause).join(', or ')}`,
      `${rest}${trips ? `${trips.words} ` : ''}${NEAR}`,
      [...figures, ...(trips?.figures ?? [])],
    );
  },
};
