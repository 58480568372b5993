import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { median } from '../statistics/paired-ratios.ts';
import { type BrowserReconnects, browserReconnectsOf } from './browser-reconnects.ts';
import { allTrials, figureOf, placesOf, type Quantity } from './claim-figures.ts';
import { attempts, isWhole, type Survival, survivals } from './losses.ts';
import {
  type Claim,
  type ClaimFigure,
  holds,
  holdsIf,
  type Judgement,
  noTrials,
  refuted,
} from './verdict.ts';
import { amount, counted, digits, list } from './words.ts';

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
    const back = one.trials.flatMap(({ recovery }) => recovery?.sinceClearedMs ?? []);
    const served = one.trials.flatMap(({ recovery }) => recovery?.reconnectedMs ?? []);
    return [
      ...figure(
        one,
        'median time from the break of a connection until it was served again',
        'ms',
        served.map(({ p50 }) => p50),
      ),
      ...figure(
        one,
        'median time until whole again, since nothing was in the way',
        'ms',
        back.map(({ p50 }) => p50),
      ),
      ...figure(
        one,
        'longest time until whole again',
        'ms',
        back.map(({ max }) => max),
      ),
      ...figure(one, 'users who were not whole again', 'users', [one.users - one.whole]),
      ...figure(one, 'deliveries lost, doubled or out of order', 'deliveries', [one.lost]),
    ];
  });
}

/** `100 of 100 were whole again, half of them after 850 ms and the last after 2,100 ms, with nothing lost (the server is killed)` */
function inWords(one: Survival): string {
  const back = one.trials.flatMap(({ recovery }) => recovery?.sinceClearedMs ?? []);
  const half = median(back.map(({ p50 }) => p50));
  const times =
    half === null
      ? ''
      : `, half of them after ${amount(half, 'ms')} and the last after ${amount(Math.max(...back.map(({ max }) => max)), 'ms')}`;
  const lost =
    one.lost === 0 ? 'nothing' : `${digits(one.lost)} ${one.lost === 1 ? 'delivery' : 'deliveries'}`;
  const brokeOff = one.brokeOff === 0 ? '' : `, and ${counted(one.brokeOff, 'trial')} broke off`;
  return `${digits(one.whole)} of ${digits(one.users)} were whole again${times}, with ${lost} lost${brokeOff} (${one.place.label})`;
}

const closed: Quantity = {
  label: 'connections closed in an undisturbed window',
  unit: 'connections',
  of: ({ server }) => server.connections.closed,
};

const BY_CODE = 'the client brings code that connects again and says how far it had got';

/** On what it depends that a connection comes back: null where all that was tried came back by itself. */
function conditionOf({ eventSource, webSocket }: BrowserReconnects): string | null {
  const came = { 'an EventSource': eventSource, 'a WebSocket': webSocket };
  const those = (isBack: boolean) =>
    Object.entries(came).flatMap(([api, back]) => (back === isBack ? [api] : []));
  const [alone, not] = [those(true), those(false)];
  if (not.length === 0) return null;
  return alone.length === 0 ? BY_CODE : `it is ${list(alone)}; of ${list(not)}, if ${BY_CODE}`;
}

/** What browsers alone say of it, where nothing else of the run does. */
function byBrowsers(reconnects: BrowserReconnects): Judgement {
  const { words, figures, eventSource, webSocket } = reconnects;
  const because = `Without any code of a page: ${words}.`;
  if (!eventSource && !webSocket) return refuted(because, figures);
  const condition = conditionOf(reconnects);
  return condition === null ? holds(because, figures) : holdsIf(condition, because, figures);
}

const persistence: Claim = {
  id: 'C7',
  claim:
    'A persistent connection stays until it is closed, and comes back by itself when it was interrupted.',
  judge(run) {
    const all = survivals(run, FAULTS, ['websocket']);
    const reconnects = browserReconnectsOf(run);
    if (all.length === 0 && reconnects) return byBrowsers(reconnects);
    if (all.length === 0) return noTrials(`scenario ${FAULTS.join(' or ')}, ${inProse('websocket')}`);
    const places = placesOf(run, UNDISTURBED);
    const closings = places
      .flatMap(place => attempts(allTrials(run, place, 'websocket')))
      .map(({ server }) => server.connections.closed);
    const stays = closings.every(count => count === 0);
    const figures = [
      ...figuresOf(survivals(run, FAULTS, TESTED_TRANSPORTS)),
      ...places.flatMap(place => figureOf(run, place, 'websocket', closed) ?? []),
      ...(reconnects?.figures ?? []),
    ];
    const undisturbed =
      closings.length === 0
        ? 'Whether a connection stays where nothing disturbs it was not measured.'
        : `In ${counted(closings.length, 'undisturbed window')} ${digits(closings.reduce((a, b) => a + b, 0))} connections of ${inProse('websocket')} closed.`;
    const because =
      `${undisturbed} After an interruption ${list(all.map(inWords))}. It is the lab’s client that reconnects. ` +
      (reconnects === undefined
        ? 'What the WebSocket and EventSource of real browsers do by themselves was not measured.'
        : `Without any code of a page: ${reconnects.words}.`);
    if (!stays || !all.every(isWhole)) return refuted(because, figures);
    // What reconnects in the lab's client is not the connection, but the code around it.
    const condition = reconnects === undefined ? BY_CODE : conditionOf(reconnects);
    return condition === null ? holds(because, figures) : holdsIf(condition, because, figures);
  },
};

const MISSING = 'Several servers behind a balancer and real browsers were not measured.';

/** What a run would need: each of these scenarios, and at each of its points every transport that it tries. */
function gapsOf(run: Run, all: readonly Survival[]): string[] {
  const absent = [...FAULTS, CATCH_UP].filter(id => !all.some(({ place }) => place.scenario === id));
  const open = placesOf(run, [...FAULTS, CATCH_UP]).flatMap(place =>
    TESTED_TRANSPORTS.filter(transport => transport in place.load.transports)
      .filter(transport => !all.some(one => isAt(one, place) && one.transport === transport && one.users > 0))
      .map(transport => `${place.scenario}, ${place.label}, ${inProse(transport)}`),
  );
  return [...absent.map(id => `scenario ${id}`), ...open];
}

const isAt = ({ place }: Survival, { scenario, point }: Survival['place']) =>
  place.scenario === scenario && place.point === point;

function wholeTransports(all: readonly Survival[]): TestedTransport[] {
  return TESTED_TRANSPORTS.filter(transport => {
    const own = all.filter(one => one.transport === transport);
    return own.length > 0 && own.every(isWhole);
  });
}

const coping: Claim = {
  id: 'C15',
  claim: 'Reconnecting, a queue for what was missed, and load balancing cope with broken connections.',
  judge(run: Run) {
    const all = survivals(run, [...FAULTS, CATCH_UP], TESTED_TRANSPORTS);
    const gaps = gapsOf(run, all);
    if (gaps.length > 0) return noTrials(list(gaps));
    const figures = figuresOf(all);
    const measured = TESTED_TRANSPORTS.filter(transport => all.some(one => one.transport === transport));
    const whole = wholeTransports(all);
    const bad = all.filter(one => !isWhole(one));
    const told = all.filter(one => one.told > 0);
    const tooOld = told.map(
      one => `${digits(one.told)} of ${digits(one.users)} by ${inProse(one.transport)} (${one.place.label})`,
    );
    const because =
      (bad.length === 0
        ? `Over all interruptions and absences ${digits(all.reduce((sum, { users }) => sum + users, 0))} users of ${list(measured.map(inProse))} got all that the server still held, without a loss.`
        : `Not whole were: ${list(bad.map(one => `${inProse(one.transport)}, of which ${inWords(one)}`))}.`) +
      (told.length === 0
        ? ''
        : ` What the server no longer held was not passed over in silence: told so were ${list(tooOld)}.`) +
      ` ${MISSING}`;
    if (whole.length === 0) return refuted(because, figures);
    const conditions = [
      ...(whole.length < measured.length ? [`the transport is ${list(whole.map(inProse))}`] : []),
      ...(told.length === 0
        ? []
        : [`the server still holds what was missed (${told[0]?.place.label ?? ''}: told so)`]),
    ];
    return conditions.length === 0 ? holds(because, figures) : holdsIf(list(conditions), because, figures);
  },
};

export const BROKEN_CONNECTION_CLAIMS: Claim[] = [persistence, coping];
