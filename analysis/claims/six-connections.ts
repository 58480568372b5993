import { inProse, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { figureOf, type PointRef, type Quantity } from './claim-figures.ts';
import {
  BROWSER,
  type BrowserTrial,
  HOST_CONNECTIONS,
  missingPrograms,
  placesOfKind,
  trialsAt,
  versionOf,
} from './in-browsers.ts';
import { type Mark, plainMark, plainStrip, type Strip, supportVerdict } from './strip.ts';
import { type Claim, type ClaimFigure, holds, holdsIf, noTrials, notMeasured, refuted } from './verdict.ts';
import { capital, counted, digits, list, span } from './words.ts';

const served: Quantity = {
  label: 'subscriptions of one page that were served',
  unit: 'subscriptions',
  of: ({ browser }) => browser?.served ?? null,
};
const open: Quantity = {
  label: 'connections that the page had',
  unit: 'connections',
  of: ({ server }) => server.connections.open,
};

/**
 * As many were served as the browser allows connections, and an ordinary request of the page had no
 * answer.
 */
const isStuck = ({ browser, server }: BrowserTrial) =>
  browser.served === HOST_CONNECTIONS &&
  server.connections.open === HOST_CONNECTIONS &&
  browser.ownRequestMs === null;
/** All were served, and an ordinary request of the page had an answer. */
const isFree = ({ browser }: BrowserTrial) =>
  browser.served === browser.subscriptions && browser.ownRequestMs !== null;
/** While nothing was published, an ordinary request of the page had no answer. */
const isQuietlyStuck = ({ browser }: BrowserTrial) => browser.ownRequestMs === null;
/** While updates came, ordinary requests of the page had no answer. */
const isStuckWithUpdates = ({ browser: { ownRequests } }: BrowserTrial) => ownRequests?.answered === 0;

function quietRequestInWords(trials: readonly BrowserTrial[]): string {
  const ownMs = trials.map(({ browser }) => browser.ownRequestMs);
  const answered = ownMs.filter(ms => ms !== null);
  if (answered.length === ownMs.length) return `An ordinary request of the page took ${span(answered)} ms.`;
  return answered.length === 0
    ? 'An ordinary request of the page had no response within 2 s.'
    : `${digits(ownMs.length - answered.length)} of ${counted(ownMs.length, 'ordinary request')} of the page had no response within 2 s.`;
}

function updateRequestsInWords(trials: readonly BrowserTrial[]): string {
  const all = trials.flatMap(({ browser }) => browser.ownRequests ?? []);
  if (all.length === 0) return '';
  const [made, answered] = (['made', 'answered'] as const).map(what =>
    all.reduce((sum, one) => sum + one[what], 0),
  );
  const times = all.flatMap(({ medianMs }) => medianMs ?? []);
  const took = times.length === 0 ? '' : `, after a median of ${span(times)} ms`;
  return ` While updates came, ${digits(answered ?? 0)} of ${digits(made ?? 0)} were answered${took}.`;
}

/**
 * `7 of 7 subscriptions were served, over 6 connections. An ordinary request of the page had no
 * answer within 2 s. While updates came, 9 of 9 were answered.`
 */
function crowdInWords(trials: readonly BrowserTrial[]): string {
  const served = span(trials.map(({ browser }) => browser.served));
  const made = span(trials.map(({ browser }) => browser.subscriptions));
  const connections = span(trials.map(({ server }) => server.connections.open));
  return `${served} of ${made} subscriptions were served, over ${connections} connections. ${quietRequestInWords(trials)}${updateRequestsInWords(trials)}`;
}

export const SIX_CONNECTIONS_CLAIM: Claim = {
  id: 'C22',
  claim:
    'Browsers allow only six HTTP/1.1 connections per host, so streams and long polls block a page’s other requests.',
  judge(run) {
    const [crowded, roomy] = [placesOfKind(run, 'crowded'), placesOfKind(run, 'roomy')];
    const measured = crowded.filter(place => trialsAt(run, place, 'sse').length > 0);
    if (measured.length === 0) return noTrials(`scenario ${BROWSER}, ${inProse('sse')}`);
    const figures: ClaimFigure[] = [...crowded, ...roomy].flatMap(place =>
      TESTED_TRANSPORTS.flatMap(transport =>
        [served, open].flatMap(quantity => figureOf(run, place, transport, quantity) ?? []),
      ),
    );
    const inWords = (places: readonly PointRef[]) =>
      TESTED_TRANSPORTS.flatMap(transport => {
        const trials = places.flatMap(place => trialsAt(run, place, transport));
        return trials.length === 0 ? [] : [`${capital(inProse(transport))}: ${crowdInWords(trials)}`];
      }).join(' ');
    const names = list(measured.flatMap(place => trialsAt(run, place, 'sse').slice(0, 1).map(versionOf)));
    const few = inWords(roomy);
    const because =
      `One page has several subscriptions, in ${names}. ${inWords(crowded)} ` +
      `${few ? `On a page with fewer subscriptions than connections: ${few}` : 'A page with fewer subscriptions was not measured.'} ` +
      'HTTP/2, where streams share a connection, was not measured.';
    /** Whether all trials at all of these points are like this; null if a browser has none. */
    const all = (
      places: readonly PointRef[],
      transport: TestedTransport,
      isSo: (trial: BrowserTrial) => boolean,
    ): boolean | null => {
      const trials = places.map(place => trialsAt(run, place, transport));
      if (missingPrograms(places).length > 0 || trials.some(({ length }) => length === 0)) return null;
      return trials.flat().every(isSo);
    };
    const marks = (transport: TestedTransport, isSo: (trial: BrowserTrial) => boolean): Mark[] =>
      crowded.map(place => {
        const trials = trialsAt(run, place, transport);
        const verdict = trials.length === 0 ? 'not measured' : supportVerdict(trials.every(isSo));
        return plainMark({ label: place.label, short: place.load.browser?.program ?? place.label }, verdict);
      });
    const blocked = { measure: 'an ordinary request of the page had no response', unit: '' };
    const strips: Strip[] = [
      plainStrip('SSE', blocked, marks('sse', isStuck)),
      plainStrip('long polls, quiet', blocked, marks('long-polling', isQuietlyStuck)),
      plainStrip('long polls, updates', blocked, marks('long-polling', isStuckWithUpdates)),
    ];
    const evidence = (sentence: string) => ({ sentence, strips, because, figures });
    const gaps = missingPrograms(measured);
    if (gaps.length > 0) return notMeasured(`trials in ${list(gaps)}`, evidence(''));
    // Without these two, a broken page or a limit below six would look the same.
    const roomyIsFree = all(roomy, 'sse', isFree);
    const socketsAreFree = all(crowded, 'websocket', isFree);
    if (roomyIsFree === null || socketsAreFree === null) {
      return notMeasured(
        `a page with fewer ${inProse('sse')} streams, and one with as many WebSockets, in each browser`,
        evidence(''),
      );
    }
    if (!roomyIsFree || !socketsAreFree || all(crowded, 'sse', isStuck) !== true) {
      return refuted(evidence(`A page with ${inProse('sse')} streams did not behave as claimed.`));
    }
    const quiet = all(crowded, 'long-polling', isQuietlyStuck);
    const withUpdates = all(crowded, 'long-polling', isStuckWithUpdates);
    if (quiet === null || withUpdates === null) {
      return notMeasured(`${inProse('long-polling')} in each browser`, evidence(''));
    }
    const blocks = (what: string) => evidence(`${HOST_CONNECTIONS} ${what} block the page’s other requests.`);
    if (quiet && withUpdates) return holds(blocks('SSE streams or long polls'));
    return quiet
      ? holdsIf(
          'the page has SSE streams, or long polls while nothing is published',
          blocks('SSE streams, or long polls while nothing is published,'),
        )
      : holdsIf('the page has SSE streams', blocks('SSE streams'));
  },
};
