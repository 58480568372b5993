import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { placesOf } from './claim-figures.ts';
import { allCaughtUp, FAULTS, type Survival, survivals } from './losses.ts';
import { plainStrip } from './strip.ts';
import { figuresOf, inWords, survivalMark } from './survival-words.ts';
import { type Claim, holds, holdsIf, noTrials, refuted } from './verdict.ts';
import { counted, digits, either, list } from './words.ts';

const CATCH_UP = 'offline-catch-up';

const MISSING = 'Several servers behind a balancer and real browsers were not measured.';

/**
 * What a run still needs: each of these scenarios, and at each point every transport of its load.
 */
function gapsOf(run: Run, all: readonly Survival[]): string[] {
  const absent = [...FAULTS, CATCH_UP].filter(id => !all.some(({ place }) => place.scenario === id));
  const open = placesOf(run, [...FAULTS, CATCH_UP]).flatMap(place =>
    TESTED_TRANSPORTS.filter(transport => transport in place.load.transports)
      .filter(transport => !all.some(one => isAt(one, place) && one.transport === transport && one.users > 0))
      .map(transport => `${place.scenario}, ${place.label}, ${inProse(transport)}`),
  );
  return [...absent.map(id => `scenario ${id}`), ...open];
}

/** Up to this number, gaps are named in a sentence; more are counted. */
const MOST_GAPS = 3;

const gapsInShort = (gaps: readonly string[]): string =>
  gaps.length > MOST_GAPS ? `${counted(gaps.length, 'more measurement')}, named below` : list(gaps);

const isAt = ({ place }: Survival, { scenario, point }: Survival['place']) =>
  place.scenario === scenario && place.point === point;

function transportsThatCaughtUp(all: readonly Survival[]): TestedTransport[] {
  return TESTED_TRANSPORTS.filter(transport => {
    const own = all.filter(one => one.transport === transport);
    return own.length > 0 && own.every(allCaughtUp);
  });
}

/**
 * Which users the server told that missed notifications are gone, point by point; empty if it told
 * none.
 */
function toldInWords(withGone: readonly Survival[]): string {
  const points = [...Map.groupBy(withGone, ({ place }) => place.label)].map(([label, own]) => {
    const each = own.map(
      one => `${digits(one.toldGone)} of ${digits(one.users)} by ${inProse(one.transport)}`,
    );
    return ` In “${label}”, it told ${list(each)}.`;
  });
  return points.length === 0
    ? ''
    : ` The server told users if missed notifications were gone.${points.join('')}`;
}

export const COPING_CLAIM: Claim = {
  id: 'C15',
  claim: 'Reconnecting, a queue for missed messages, and load balancing cope with broken connections.',
  judge(run: Run) {
    const all = survivals(run, [...FAULTS, CATCH_UP], TESTED_TRANSPORTS);
    const gaps = gapsOf(run, all);
    if (gaps.length > 0) return noTrials(list(gaps), gapsInShort(gaps));
    const figures = figuresOf(all);
    const measured = TESTED_TRANSPORTS.filter(transport => all.some(one => one.transport === transport));
    const caughtUp = transportsThatCaughtUp(all);
    const bad = all.filter(one => !allCaughtUp(one));
    const withGone = all.filter(one => one.toldGone > 0);
    const users = all.reduce((sum, one) => sum + one.users, 0);
    const told = all.reduce((sum, one) => sum + one.toldGone, 0);
    // Who was told that notifications are gone did not get them.
    const whole = digits(users - told);
    const because =
      (bad.length === 0
        ? `After all interruptions and absences, ${whole} users of ${list(measured.map(inProse))} got everything that they had missed.${told === 0 ? ' Nothing was lost.' : ''}`
        : `Some users did not catch up, or deliveries were lost. ${bad.map(inWords).join(' ')}`) +
      `${toldInWords(withGone)} ${MISSING}`;
    const strips = measured.map(transport =>
      plainStrip(
        inProse(transport),
        { measure: 'all users caught up, and nothing was lost', unit: '' },
        all.filter(one => one.transport === transport).map(survivalMark),
      ),
    );
    const evidence = {
      sentence:
        bad.length === 0
          ? told === 0
            ? `True without load balancing: all ${whole} users got everything that they had missed; nothing was lost.`
            : `It depends on what the server still holds: ${whole} users got everything that they had missed; ${digits(told)} were told that it is gone.`
          : `${caughtUp.length === 0 ? 'False' : 'It depends on the transport'}: deliveries were lost, or users did not catch up, with ${list(measured.filter(one => !caughtUp.includes(one)).map(inProse))}.`,
      strips,
      because,
      figures,
    };
    if (caughtUp.length === 0) return refuted(evidence);
    const conditions = [
      ...(caughtUp.length < measured.length ? [`the transport is ${either(caughtUp.map(inProse))}`] : []),
      ...(withGone.length === 0 ? [] : ['the server still holds the missed notifications']),
    ];
    return conditions.length === 0 ? holds(evidence) : holdsIf(list(conditions), evidence);
  },
};
