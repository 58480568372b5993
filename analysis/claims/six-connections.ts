import type { Run } from '../../results/format/run.ts';
import { inProse, type TestedTransport } from '../../scenarios/load/transport.ts';
import type { PointRef } from './claim-figures.ts';
import { crowdOverHttp2 } from './crowd-over-http2.ts';
import { crowdFigures, crowdsInWords, isFree, isQuietlyStuck, isStuckWithUpdates } from './crowded-pages.ts';
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
import { type Claim, holds, holdsIf, type Judgement, noTrials, notMeasured, refuted } from './verdict.ts';
import { withLayers } from './with-layers.ts';
import { list } from './words.ts';

/**
 * As many were served as the browser allows connections, and an ordinary request of the page had no
 * answer.
 */
const isStuck = ({ browser, server }: BrowserTrial) =>
  browser.served === HOST_CONNECTIONS &&
  server.connections.open === HOST_CONNECTIONS &&
  browser.ownRequestMs === null;

/** The judgement from pages over HTTP/1.1. */
function judgeHttp1(run: Run): Judgement {
  const [crowded, roomy] = [placesOfKind(run, 'crowded'), placesOfKind(run, 'roomy')];
  const measured = crowded.filter(place => trialsAt(run, place, 'sse').length > 0);
  if (measured.length === 0) return noTrials(`scenario ${BROWSER}, ${inProse('sse')}`);
  const figures = crowdFigures(run, [...crowded, ...roomy]);
  const names = list(measured.flatMap(place => trialsAt(run, place, 'sse').slice(0, 1).map(versionOf)));
  const few = crowdsInWords(run, roomy);
  const because =
    `One page has several subscriptions, in ${names}. ${crowdsInWords(run, crowded)} ` +
    `${few ? `On a page with fewer subscriptions than connections: ${few}` : 'A page with fewer subscriptions was not measured.'}`;
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
}

export const SIX_CONNECTIONS_CLAIM: Claim = {
  id: 'C22',
  claim:
    'Browsers allow only six HTTP/1.1 connections per host, so streams and long polls block a page’s other requests.',
  judge: run => withLayers(judgeHttp1(run), crowdOverHttp2(run)),
};
