import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { crowdFigures, crowdsInWords, isFree } from './crowded-pages.ts';
import { placesOfKind, trialsAt, versionOf } from './in-browsers.ts';
import { plainMark, plainStrip, supportVerdict } from './strip.ts';
import type { Addition } from './with-layers.ts';
import { list } from './words.ts';

/** Said where a run has no crowded page over HTTP/2. */
const UNMEASURED: Addition = {
  because: 'HTTP/2, where streams share a connection, was not measured.',
  strips: [],
  figures: [],
};

/**
 * What a page sees over HTTP/2 that has more subscriptions than a browser opens connections of
 * HTTP/1.1. A mark is true where its other requests are blocked there as well.
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
    strips: ofEach.map(({ transport, pages }) =>
      plainStrip(
        `${inProse(transport)}, over HTTP/2`,
        { measure: 'an ordinary request of the page had no response', unit: '' },
        pages.map(({ place, trials }) =>
          plainMark(
            { label: place.label, short: place.load.browser?.program ?? place.label },
            supportVerdict(!trials.every(isFree)),
          ),
        ),
      ),
    ),
    figures: crowdFigures(run, places),
  };
}
