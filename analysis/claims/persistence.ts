import { inProse, TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { type BrowserReconnects, browserReconnectsOf } from './browser-reconnects.ts';
import { allTrials, figureOf, placesOf, type Quantity } from './claim-figures.ts';
import { allCaughtUp, attempts, FAULTS, survivals } from './losses.ts';
import { plainMark, plainStrip, type Strip, supportVerdict } from './strip.ts';
import { figuresOf, inWords, survivalMark } from './survival-words.ts';
import { type Claim, holds, holdsIf, type Judgement, noTrials, refuted } from './verdict.ts';
import { capital, counted, either, list } from './words.ts';

const UNDISTURBED = ['notifications', 'ticker', 'keep-alive', 'idle'];

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

/** `without page code, EventSource reconnected, and WebSocket did not` */
function bySelfInWords({ eventSource, webSocket }: BrowserReconnects): string {
  const known = { EventSource: eventSource, WebSocket: webSocket };
  const those = (isAutomatic: boolean) =>
    Object.entries(known).flatMap(([api, one]) => (one === isAutomatic ? [api] : []));
  const [automatic, not] = [those(true), those(false)];
  if (automatic.length === 0) return `without page code, ${list(not)} did not reconnect`;
  const but = not.length === 0 ? '' : `, and ${list(not)} did not`;
  return `without page code, ${list(automatic)} reconnected${but}`;
}

/** The verdict from browsers alone, for a run with no other trials on the claim. */
function byBrowsers(reconnects: BrowserReconnects): Judgement {
  const { words, figures, eventSource, webSocket } = reconnects;
  const because = `Without page code: ${words}`;
  const evidence = {
    sentence: `${capital(bySelfInWords(reconnects))}.`,
    strips: [bySelfStrip(reconnects)],
    because,
    figures,
  };
  if (!eventSource && !webSocket) return refuted(evidence);
  const condition = conditionOf(reconnects);
  return condition === null ? holds(evidence) : holdsIf(condition, evidence);
}

export const PERSISTENCE_CLAIM: Claim = {
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
    const sentences = [
      ...(closings.length === 0
        ? []
        : [
            stays
              ? 'undisturbed connections stay open'
              : `undisturbed, ${counted(closedCount, 'connection')} closed`,
          ]),
      back,
      ...(isBack
        ? [reconnects ? bySelfInWords(reconnects) : 'reconnecting without such code was not measured']
        : []),
    ];
    const evidence = {
      sentence: `${capital(sentences.join('; '))}.`,
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
