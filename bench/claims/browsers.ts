import { BROWSERS } from '../../scenarios/load.ts';
import { CONTESTANTS, type Contestant } from '../../scenarios/transport.ts';
import type { BrowserFigures } from '../outcome-schema.ts';
import type { Run } from '../results.ts';
import { median } from '../statistics.ts';
import type { MeasuredTrial } from '../trial-schema.ts';
import { allTrials, figureOf, type Place, placesOf, type Quantity } from './evidence.ts';
import { attempts, isWhole, lostIn, type Survival, survivals } from './losses.ts';
import { medianLatency } from './quantities.ts';
import { type Claim, type ClaimFigure, holds, holdsIf, noTrials, notMeasured, refuted } from './verdict.ts';
import { amount, capital, counted, digits, list, named } from './words.ts';

const BROWSER = 'browser';
type BrowserTrial = MeasuredTrial & { browser: BrowserFigures };

/** What is tried at a point of the scenario, from its load. */
type Kind = 'plain' | 'killed' | 'crowded' | 'hidden';
function kindOf({ load: { browser, fault } }: Place): Kind | null {
  if (!browser) return null;
  if (fault) return 'killed';
  if (browser.mayLose) return 'crowded';
  return browser.hidden ? 'hidden' : 'plain';
}

const placesOfKind = (run: Run, kind: Kind): Place[] =>
  placesOf(run, [BROWSER]).filter(place => kindOf(place) === kind);

/** Every attempt that was measured: what a browser did, it did, whatever gate the trial failed. */
function trialsAt(run: Run, place: Place, transport: Contestant): BrowserTrial[] {
  return attempts(allTrials(run, place, transport)).filter(
    (trial): trial is BrowserTrial => trial.browser !== undefined,
  );
}

/** `Chrome/147.0.1` and `firefox/140.3` as a sentence has them. */
const versionOf = ({ browser: { program, version } }: BrowserTrial): string =>
  `${capital(program)} ${/\d+(?:\.\d+)?/.exec(version)?.[0] ?? ''}`.trim();

const missingPrograms = (places: readonly Place[]): string[] =>
  BROWSERS.filter(program => !places.some(({ load }) => load.browser?.program === program)).map(capital);

const acrossBrowsers: Claim = {
  id: 'C16',
  claim: 'It works across browsers.',
  judge(run) {
    const places = placesOfKind(run, 'plain');
    const all = places.map(place => ({ place, trials: trialsAt(run, place, 'websocket') }));
    const measured = all.filter(({ trials }) => trials.length > 0);
    if (measured.length === 0) return noTrials(`scenario ${BROWSER}, ${named('websocket')}`);
    const gaps = missingPrograms(measured.map(({ place }) => place));
    const figures = measured.flatMap(({ place }) =>
      CONTESTANTS.flatMap(transport => figureOf(run, place, transport, medianLatency) ?? []),
    );
    const others = CONTESTANTS.filter(transport =>
      measured.every(({ place }) => {
        const trials = trialsAt(run, place, transport);
        return trials.length > 0 && trials.every(trial => lostIn(trial) === 0);
      }),
    );
    const names = list(measured.flatMap(({ trials }) => trials.slice(0, 1).map(versionOf)));
    const lost = measured.filter(({ trials }) => trials.some(trial => lostIn(trial) > 0));
    const errorMs = Math.max(
      ...measured.flatMap(({ trials }) => trials.map(({ browser }) => browser.clockErrorMs)),
    );
    const because =
      `The same page, by the standard’s own WebSocket, got all of ${digits(
        measured
          .flatMap(({ trials }) => trials)
          .reduce((sum, { deliveries }) => sum + deliveries.expected, 0),
      )} deliveries in ${names}. So did ${list(others.filter(transport => transport !== 'websocket').map(named)) || 'no other transport'}. ` +
      `Times of a page are known to within ${amount(errorMs, 'ms')}. Safari and phones were not measured.`;
    if (lost.length > 0) {
      const where = list(lost.map(({ place }) => place.label));
      return refuted(`Deliveries of ${named('websocket')} were lost, doubled or mixed up in ${where}.`, figures);
    }
    if (gaps.length > 0) return notMeasured(`trials in ${list(gaps)}`, because, figures);
    return holds(because, figures);
  },
};

const served: Quantity = {
  label: 'subscriptions of one page that were served',
  unit: 'of 7',
  of: ({ browser }) => browser?.served ?? null,
};
const open: Quantity = {
  label: 'connections that the page had',
  unit: 'connections',
  of: ({ server }) => server.connections.open,
};

/** Whether somebody on the page had to wait in vain: a subscription, or an ordinary request. */
const starves = (trials: readonly BrowserTrial[]): boolean | null =>
  trials.length === 0
    ? null
    : trials.every(({ browser }) => browser.served < browser.subscriptions || browser.ownRequestMs === null);

/** `7 of 7 subscriptions were served over 6 connections, and an ordinary request had no answer` */
function crowdInWords(trials: readonly BrowserTrial[]): string {
  const [first] = trials;
  if (!first) return 'not measured';
  const least = Math.min(...trials.map(({ browser }) => browser.served));
  const ownMs = trials.map(({ browser }) => browser.ownRequestMs);
  const answered = ownMs.filter(ms => ms !== null);
  const own =
    answered.length < ownMs.length
      ? 'an ordinary request of the page had no answer in 2 s'
      : `an ordinary request took ${amount(median(answered) ?? 0, 'ms')}`;
  const most = Math.max(...trials.map(({ server }) => server.connections.open));
  return `${digits(least)} of ${digits(first.browser.subscriptions)} subscriptions were served over ${counted(most, 'connection')}, and ${own}`;
}

const sixConnections: Claim = {
  id: 'C22',
  claim:
    'Browsers allow only six HTTP/1.1 connections to a host, so that streams and long polls starve a page.',
  judge(run) {
    const places = placesOfKind(run, 'crowded');
    const at = (transport: Contestant) => places.map(place => ({ place, trials: trialsAt(run, place, transport) }));
    const [streams, polls] = [at('sse'), at('long-polling')];
    const measured = streams.filter(({ trials }) => trials.length > 0);
    if (measured.length === 0) return noTrials(`scenario ${BROWSER}, ${named('sse')}`);
    const figures: ClaimFigure[] = places.flatMap(place =>
      CONTESTANTS.flatMap(transport =>
        [served, open].flatMap(quantity => figureOf(run, place, transport, quantity) ?? []),
      ),
    );
    const inWords = (transport: Contestant) =>
      list(
        at(transport).flatMap(({ trials }) =>
          trials.slice(0, 1).map(trial => `in ${versionOf(trial)} ${crowdInWords(trials)}`),
        ),
      );
    const because =
      `Seven subscriptions of one page. ${CONTESTANTS.filter(transport => inWords(transport) !== '')
        .map(transport => `${capital(named(transport))}: ${inWords(transport)}.`)
        .join(' ')} Over HTTP/2, where streams share a connection, nothing was measured.`;
    const gaps = missingPrograms(measured.map(({ place }) => place));
    if (gaps.length > 0) return notMeasured(`trials in ${list(gaps)}`, because, figures);
    const streamsStarve = streams.every(({ trials }) => starves(trials) === true);
    const pollsStarve = polls.every(({ trials }) => starves(trials) === true);
    if (streamsStarve && pollsStarve) return holds(because, figures);
    if (streamsStarve) return holdsIf('the page holds SSE streams', because, figures);
    return refuted(because, figures);
  },
};

export const BROWSER_CLAIMS: Claim[] = [acrossBrowsers, sixConnections];

/** What `EventSource` and `WebSocket` of browsers did after the server was killed, without code of the page. */
export interface Comebacks {
  words: string;
  figures: ClaimFigure[];
  /** Whether every one came back by itself with nothing lost, in every browser that was tried; null where none was. */
  eventSource: boolean | null;
  webSocket: boolean | null;
}

const backAfter: Quantity = {
  label: 'median time from the break of a connection until it was served again, without code of the page',
  unit: 'ms',
  of: ({ recovery }) => recovery?.reconnectedMs?.p50 ?? null,
};

const API = { sse: 'EventSource', websocket: 'WebSocket' } as const;

function comebackInWords(one: Survival, trials: readonly BrowserTrial[]): string {
  const backMs = median(trials.flatMap(trial => backAfter.of(trial) ?? []));
  const how =
    one.whole === 0 || backMs === null
      ? 'did not come back'
      : `came back ${digits(one.whole)} of ${counted(one.users, 'time')}, ${amount(backMs / 1000, 's')} after the break, with ${one.lost === 0 ? 'nothing' : digits(one.lost)} lost`;
  return `${API[one.transport as keyof typeof API]} of ${trials[0] ? versionOf(trials[0]) : ''} ${how}`;
}

/** Undefined where none was tried. */
export function comebacksOf(run: Run): Comebacks | undefined {
  const all = survivals(run, [BROWSER], ['sse', 'websocket'])
    .map(one => ({ one, trials: trialsAt(run, one.place, one.transport) }))
    .filter(({ one, trials }) => kindOf(one.place) === 'killed' && trials.length > 0);
  if (all.length === 0) return undefined;
  const came = (transport: keyof typeof API) => {
    const own = all.filter(({ one }) => one.transport === transport);
    return own.length === 0 ? null : own.every(({ one }) => isWhole(one));
  };
  return {
    words: list(all.map(({ one, trials }) => comebackInWords(one, trials))),
    figures: all.flatMap(({ one }) => figureOf(run, one.place, one.transport, backAfter) ?? []),
    eventSource: came('sse'),
    webSocket: came('websocket'),
  };
}
