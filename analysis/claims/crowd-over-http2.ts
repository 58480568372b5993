import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { crowdFigures, crowdsInWords, isQuietlyStuck, isStuckWithUpdates } from './crowded-pages.ts';
import { type BrowserTrial, placesOfKind, trialsAt, versionOf } from './in-browsers.ts';
import { plainMark, plainStrip, supportVerdict } from './strip.ts';
import type { Addition } from './with-layers.ts';
import { list } from './words.ts';

/** Said where a run has no crowded page over HTTP/2. */
const UNMEASURED: Addition = {
  because: 'HTTP/2, where streams share a connection, was not measured.',
  strips: [],
  figures: [],
};

/** What is asked of a page: of long polls also while updates come, because each ends one. */
function questionsOf(transport: TestedTransport): { name: string; isSo: (trial: BrowserTrial) => boolean }[] {
  const name = inProse(transport);
  if (transport !== 'long-polling') return [{ name, isSo: isQuietlyStuck }];
  return [
    { name: `${name}, quiet`, isSo: isQuietlyStuck },
    { name: `${name}, updates`, isSo: isStuckWithUpdates },
  ];
}

/**
 * What a page sees over HTTP/2 that has more subscriptions than a browser opens connections of
 * HTTP/1.1. A mark is true where its other requests are blocked there as well, whatever was served.
 */
export function crowdOverHttp2(run: Run): Addition {
  const places = placesOfKind(run, 'multiplexed');
  const ofEach = TESTED_TRANSPORTS.map(transport => ({
    transport,
    pages: places
      .map(place => ({ place, trials: trialsAt(run, place, transport) }))
      .filter(({ trials }) => trials.length > 0),
  })).filter(({ pages }) => pages.length > 0);
  const [first] = ofEach;
  if (!first) return UNMEASURED;
  const names = list(first.pages.flatMap(({ trials }) => trials.slice(0, 1).map(versionOf)));
  return {
    because: `Over HTTP/2, in ${names}: ${crowdsInWords(run, places)}`,
    strips: ofEach.flatMap(({ transport, pages }) =>
      questionsOf(transport).map(({ name, isSo }) =>
        plainStrip(
          `${name}, over HTTP/2`,
          { measure: 'an ordinary request of the page had no response', unit: '' },
          pages.map(({ place, trials }) =>
            plainMark(
              { label: place.label, short: place.load.browser?.program ?? place.label },
              supportVerdict(trials.every(isSo)),
            ),
          ),
        ),
      ),
    ),
    figures: crowdFigures(run, places),
  };
}
