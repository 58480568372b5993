import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { figureOf, type PointRef, type Quantity } from './claim-figures.ts';
import { type BrowserTrial, trialsAt } from './in-browsers.ts';
import type { ClaimFigure } from './verdict.ts';
import { capital, counted, digits, span } from './words.ts';

// What a page with several subscriptions sees of them, and of its ordinary requests.

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

/** All were served, and an ordinary request of the page had an answer. */
export const isFree = ({ browser }: BrowserTrial) =>
  browser.served === browser.subscriptions && browser.ownRequestMs !== null;

/** While nothing was published, an ordinary request of the page had no answer. */
export const isQuietlyStuck = ({ browser }: BrowserTrial) => browser.ownRequestMs === null;
/** While updates came, ordinary requests of the page had no answer. */
export const isStuckWithUpdates = ({ browser: { ownRequests } }: BrowserTrial) => ownRequests?.answered === 0;

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
  const got = span(trials.map(({ browser }) => browser.served));
  const made = span(trials.map(({ browser }) => browser.subscriptions));
  const opened = trials.map(({ server }) => server.connections.open);
  const connections = `${span(opened)} ${Math.max(...opened) === 1 ? 'connection' : 'connections'}`;
  return `${got} of ${made} subscriptions were served, over ${connections}. ${quietRequestInWords(trials)}${updateRequestsInWords(trials)}`;
}

/** What the pages at these points saw by each transport, one after the other. */
export const crowdsInWords = (run: Run, places: readonly PointRef[]): string =>
  TESTED_TRANSPORTS.flatMap(transport => {
    const trials = places.flatMap(place => trialsAt(run, place, transport));
    return trials.length === 0 ? [] : [`${capital(inProse(transport))}: ${crowdInWords(trials)}`];
  }).join(' ');

/** How many were served and over how many connections, of each transport at these points. */
export const crowdFigures = (run: Run, places: readonly PointRef[]): ClaimFigure[] =>
  places.flatMap(place =>
    TESTED_TRANSPORTS.flatMap(transport =>
      [served, open].flatMap(quantity => figureOf(run, place, transport, quantity) ?? []),
    ),
  );
