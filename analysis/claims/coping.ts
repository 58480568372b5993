import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { balancedFaults, type PointRef, placesOf } from './claim-figures.ts';
import { allCaughtUp, FAULTS, type Survival, survivalsAt } from './losses.ts';
import { plainStrip } from './strip.ts';
import { figuresOf, inWords, survivalMark } from './survival-words.ts';
import { type Claim, holds, holdsIf, noTrials, refuted } from './verdict.ts';
import { capital, counted, digits, either, list } from './words.ts';

const CATCH_UP = 'offline-catch-up';

/** The scenarios of one server. */
const ALONE = [...FAULTS, CATCH_UP];

/** What a run has to judge by. */
interface Asked {
  /** Scenarios that it must have, if it has any of one server, or none of several. */
  scenarios: readonly string[];
  /** All points, those of several servers behind a balancer included. */
  places: readonly PointRef[];
  isBalanced: boolean;
}

function askedOf(run: Run): Asked {
  const [alone, balanced] = [placesOf(run, ALONE), balancedFaults(run)];
  const isBalanced = balanced.length > 0;
  const scenarios = alone.length > 0 || !isBalanced ? ALONE : [];
  return { scenarios, places: [...alone, ...balanced], isBalanced };
}

/** What was not measured, in a sentence. */
function missingInWords({ scenarios, isBalanced }: Asked): string {
  const missing = [
    ...(isBalanced ? [] : ['several servers behind a balancer']),
    ...(scenarios.length > 0 ? [] : ['one server alone']),
    'real browsers',
  ];
  return `${capital(list(missing))} were not measured.`;
}

/** For what the claim is true if nothing was lost: `True without load balancing`. */
const trueFor = ({ scenarios, isBalanced }: Asked): string =>
  `True${isBalanced ? (scenarios.length > 0 ? '' : ' for several servers behind a balancer') : ' without load balancing'}`;

/**
 * What a run still needs: each of these scenarios, and at each point every transport of its load.
 */
function gapsOf({ scenarios, places }: Asked, all: readonly Survival[]): string[] {
  const absent = scenarios.filter(id => !all.some(({ place }) => place.scenario === id));
  const open = places.flatMap(place =>
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
    const asked = askedOf(run);
    const all = survivalsAt(run, asked.places, TESTED_TRANSPORTS);
    const gaps = gapsOf(asked, all);
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
      `${toldInWords(withGone)} ${missingInWords(asked)}`;
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
            ? `${trueFor(asked)}: all ${whole} users got everything that they had missed; nothing was lost.`
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
