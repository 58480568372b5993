import { CONTESTANTS, type Contestant } from '../../scenarios/transport.ts';
import { figureOf, type Quantity } from './evidence.ts';
import {
  BROWSER,
  type BrowserTrial,
  missingPrograms,
  placesOfKind,
  trialsAt,
  versionOf,
} from './in-browsers.ts';
import { type Claim, type ClaimFigure, holds, holdsIf, noTrials, notMeasured, refuted } from './verdict.ts';
import { capital, counted, digits, list, named, span } from './words.ts';

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

/** `7 of 7 subscriptions were served, over 6 connections; an ordinary request of the page had no answer in 2 s` */
function crowdInWords(trials: readonly BrowserTrial[]): string {
  const ownMs = trials.map(({ browser }) => browser.ownRequestMs);
  const answered = ownMs.filter(ms => ms !== null);
  const unanswered =
    answered.length === 0
      ? 'an ordinary request of the page had no answer in 2 s'
      : `${digits(ownMs.length - answered.length)} of ${counted(ownMs.length, 'ordinary request')} of the page had no answer in 2 s`;
  const own =
    answered.length === ownMs.length
      ? `an ordinary request of the page took ${span(answered)} ms`
      : unanswered;
  const served = span(trials.map(({ browser }) => browser.served));
  const asked = span(trials.map(({ browser }) => browser.subscriptions));
  const connections = span(trials.map(({ server }) => server.connections.open));
  return `${served} of ${asked} subscriptions were served, over ${connections} connections; ${own}`;
}

export const SIX_CONNECTIONS_CLAIM: Claim = {
  id: 'C22',
  claim:
    'Browsers allow only six HTTP/1.1 connections to a host, so that streams and long polls starve a page.',
  judge(run) {
    const places = placesOfKind(run, 'crowded');
    const at = (transport: Contestant) =>
      places.map(place => ({ place, trials: trialsAt(run, place, transport) }));
    const [streams, polls] = [at('sse'), at('long-polling')];
    const measured = streams.filter(({ trials }) => trials.length > 0);
    if (measured.length === 0) return noTrials(`scenario ${BROWSER}, ${named('sse')}`);
    const figures: ClaimFigure[] = places.flatMap(place =>
      CONTESTANTS.flatMap(transport =>
        [served, open].flatMap(quantity => figureOf(run, place, transport, quantity) ?? []),
      ),
    );
    const names = list(measured.flatMap(({ trials }) => trials.slice(0, 1).map(versionOf)));
    const crowds = CONTESTANTS.flatMap(transport => {
      const trials = at(transport).flatMap(one => one.trials);
      return trials.length === 0 ? [] : [`${capital(named(transport))}: ${crowdInWords(trials)}.`];
    });
    const because = `Seven subscriptions of one page, in ${names}. ${crowds.join(' ')} Over HTTP/2, where streams share a connection, nothing was measured.`;
    const gaps = missingPrograms(measured.map(({ place }) => place));
    if (gaps.length > 0) return notMeasured(`trials in ${list(gaps)}`, because, figures);
    const streamsStarve = streams.every(({ trials }) => starves(trials) === true);
    const pollsStarve = polls.every(({ trials }) => starves(trials) === true);
    if (streamsStarve && pollsStarve) return holds(because, figures);
    if (streamsStarve) return holdsIf('the page holds SSE streams', because, figures);
    return refuted(because, figures);
  },
};
