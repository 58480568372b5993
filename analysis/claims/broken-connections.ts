import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { median } from '../statistics/paired-ratios.ts';
import { type BrowserReconnects, browserReconnectsOf } from './browser-reconnects.ts';
import { allTrials, figureOf, placesOf, type Quantity } from './claim-figures.ts';
import { allCaughtUp, attempts, type Survival, survivals } from './losses.ts';
import { type Mark, plainMark, plainStrip, type Strip, supportVerdict } from './strip.ts';
import {
  type Claim,
  type ClaimFigure,
  holds,
  holdsIf,
  type Judgement,
  noTrials,
  refuted,
} from './verdict.ts';
import { amount, capital, counted, digits, either, list } from './words.ts';

const FAULTS = ['restart', 'reconnect-storm'];
const CATCH_UP = 'offline-catch-up';
const UNDISTURBED = ['notifications', 'ticker', 'keep-alive', 'idle'];

const figure = (one: Survival, label: string, unit: string, values: readonly number[]): ClaimFigure[] => {
  const value = median(values);
  if (value === null) return [];
  const { scenario, point } = one.place;
  const [lower, upper] = [Math.min(...values), Math.max(...values)];
  return [{ label, value, unit, lower, upper, scenario, point, transport: one.transport }];
};

function figuresOf(all: readonly Survival[]): ClaimFigure[] {
  return all.flatMap(one => {
    const caughtUp = one.trials.flatMap(({ recovery }) => recovery?.sinceClearedMs ?? []);
    const served = one.trials.flatMap(({ recovery }) => recovery?.reconnectedMs ?? []);
    return [
      ...figure(
        one,
        'median time from a broken connection until it was served again',
        'ms',
        served.map(({ p50 }) => p50),
      ),
      ...figure(
        one,
        'median time from the fault cleared until caught up',
        'ms',
        caughtUp.map(({ p50 }) => p50),
      ),
      ...figure(
        one,
        'longest time from the fault cleared until caught up',
        'ms',
        caughtUp.map(({ max }) => max),
      ),
      ...figure(one, 'users that did not catch up', 'users', [one.users - one.caughtUp]),
      ...figure(one, 'deliveries missing, duplicate or out of order', 'deliveries', [one.lost]),
    ];
  });
}

/**
 * `WebSocket in “the server is killed”: 100 of 100 users caught up, and nothing was lost. Half
 * caught up after 850 ms, the last after 2,100 ms.`
 */
function inWords(one: Survival): string {
  const caughtUp = one.trials.flatMap(({ recovery }) => recovery?.sinceClearedMs ?? []);
  const half = median(caughtUp.map(({ p50 }) => p50));
  const last = Math.max(...caughtUp.map(({ max }) => max));
  const times =
    half === null ? '' : ` Half caught up after ${amount(half, 'ms')}, the last after ${amount(last, 'ms')}.`;
  const lost =
    one.lost === 0
      ? 'nothing was'
      : `${digits(one.lost)} ${one.lost === 1 ? 'delivery was' : 'deliveries were'}`;
  const brokeOff = one.brokeOff === 0 ? '' : ` ${counted(one.brokeOff, 'trial')} ended in an error.`;
  const users = `${digits(one.caughtUp)} of ${counted(one.users, 'user')} caught up`;
  return `${capital(inProse(one.transport))} in “${one.place.label}”: ${users}, and ${lost} lost.${times}${brokeOff}`;
}

const closed: Quantity = {
  label: 'connections closed in an undisturbed window',
  unit: 'connections',
  of: ({ server }) => server.connections.closed,
};

const CODE = 'code that reconnects and sends the position it had reached';
const WITH_CODE = `the client has ${CODE}`;

/** The condition for an automatic reconnect; null if everything tried reconnected by itself. */
function conditionOf({ eventSource, webSocket }: BrowserReconnects): string | null {
  const reconnected = { 'an EventSource': eventSource, 'a WebSocket': webSocket };
  const those = (isAutomatic: boolean) =>
    Object.entries(reconnected).flatMap(([api, one]) => (one === isAutomatic ? [api] : []));
  const [automatic, not] = [those(true), those(false)];
  if (not.length === 0) return null;
  return automatic.length === 0
    ? WITH_CODE
    : `the client uses ${either(automatic)}, or ${either(not)} with ${CODE}`;
}

const survivalMark = (one: Survival): Mark => plainMark(one.place.label, supportVerdict(allCaughtUp(one)));

/** Whether each interface of browsers reconnected by itself. */
const bySelfStrip = (reconnects: BrowserReconnects | undefined): Strip =>
  plainStrip(
    'by itself',
    { measure: 'reconnected without page code, and nothing was lost', unit: '' },
    (['eventSource', 'webSocket'] as const).map(api => {
      const isAutomatic = reconnects?.[api] ?? null;
      const verdict = isAutomatic === null ? 'not measured' : supportVerdict(isAutomatic);
      return plainMark(capital(api), verdict);
    }),
  );

/** `EventSource reconnects by itself, WebSocket does not` */
function bySelfInWords({ eventSource, webSocket }: BrowserReconnects): string {
  const known = { EventSource: eventSource, WebSocket: webSocket };
  const those = (isAutomatic: boolean) =>
    Object.entries(known).flatMap(([api, one]) => (one === isAutomatic ? [api] : []));
  const [automatic, not] = [those(true), those(false)];
  if (automatic.length === 0) return `Without page code, ${list(not)} did not reconnect`;
  const but = not.length === 0 ? '' : `, and ${list(not)} did not`;
  return `Without page code, ${list(automatic)} reconnected${but}`;
}

/** The verdict from browsers alone, for a run with no other trials on the claim. */
function byBrowsers(reconnects: BrowserReconnects): Judgement {
  const { words, figures, eventSource, webSocket } = reconnects;
  const because = `Without page code: ${words}`;
  const evidence = {
    sentence: `${bySelfInWords(reconnects)}.`,
    strips: [bySelfStrip(reconnects)],
    because,
    figures,
  };
  if (!eventSource && !webSocket) return refuted(evidence);
  const condition = conditionOf(reconnects);
  return condition === null ? holds(evidence) : holdsIf(condition, evidence);
}

const persistence: Claim = {
  id: 'C7',
  claim:
    'A persistent connection stays open until it is closed, and reconnects automatically after an interruption.',
  judge(run) {
    const all = survivals(run, FAULTS, ['websocket']);
    const reconnects = browserReconnectsOf(run);
    if (all.length === 0 && reconnects) return byBrowsers(reconnects);
    if (all.length === 0) return noTrials(`scenario ${FAULTS.join(' or ')}, ${inProse('websocket')}`);
    const places = placesOf(run, UNDISTURBED);
    const windows = places
      .map(place => ({ place, trials: attempts(allTrials(run, place, 'websocket')) }))
      .filter(({ trials }) => trials.length > 0);
    const closings = windows.flatMap(({ trials }) => trials.map(({ server }) => server.connections.closed));
    const stays = closings.every(count => count === 0);
    const figures = [
      ...figuresOf(survivals(run, FAULTS, TESTED_TRANSPORTS)),
      ...places.flatMap(place => figureOf(run, place, 'websocket', closed) ?? []),
      ...(reconnects?.figures ?? []),
    ];
    const closedCount = closings.reduce((a, b) => a + b, 0);
    const undisturbed =
      closings.length === 0
        ? 'Connections without a disturbance were not measured.'
        : `In ${counted(closings.length, 'undisturbed window')}, ${counted(closedCount, `${inProse('websocket')} connection`)} closed.`;
    const because =
      `${undisturbed} ${all.map(inWords).join(' ')} The lab’s client has the code that reconnects. ` +
      (reconnects === undefined
        ? 'Automatic reconnects of WebSocket and EventSource in real browsers were not measured.'
        : `Without page code: ${reconnects.words}`);
    const undisturbedMarks = windows.map(({ place, trials }) =>
      plainMark(place.label, supportVerdict(trials.every(({ server }) => server.connections.closed === 0))),
    );
    const strips = [
      ...(undisturbedMarks.length === 0
        ? []
        : [
            plainStrip(
              'stays open',
              { measure: 'no connection closed undisturbed', unit: '' },
              undisturbedMarks,
            ),
          ]),
      plainStrip(
        'back, with code',
        { measure: 'all users caught up, and nothing was lost', unit: '' },
        all.map(survivalMark),
      ),
      bySelfStrip(reconnects),
    ];
    const isBack = all.every(allCaughtUp);
    const back = isBack
      ? 'code in the client reconnects after every break'
      : 'a break loses users or deliveries';
    const evidence = {
      sentence:
        closings.length === 0
          ? `${capital(back)}.`
          : `${stays ? 'Undisturbed connections stay open' : `Undisturbed, ${counted(closedCount, 'connection')} closed`}; ${back}${isBack && reconnects ? `. ${bySelfInWords(reconnects)}` : ''}.`,
      strips,
      because,
      figures,
    };
    if (!stays || !isBack) return refuted(evidence);
    // In the lab's client, code around the connection reconnects, not the connection itself.
    const condition = reconnects === undefined ? WITH_CODE : conditionOf(reconnects);
    return condition === null ? holds(evidence) : holdsIf(condition, evidence);
  },
};

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

const coping: Claim = {
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
    const users = digits(all.reduce((sum, one) => sum + one.users, 0));
    const because =
      (bad.length === 0
        ? `After all interruptions and absences, ${users} users of ${list(measured.map(inProse))} got everything that the server still held. Nothing was lost.`
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
          ? `All ${users} users got everything that the server still held; nothing was lost.`
          : `Deliveries were lost, or users did not catch up, with ${list(measured.filter(one => !caughtUp.includes(one)).map(inProse))}.`,
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

export const BROKEN_CONNECTION_CLAIMS: Claim[] = [persistence, coping];
