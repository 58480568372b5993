import { inProse, TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { figureOf } from './claim-figures.ts';
import { BROWSER, missingPrograms, placesOfKind, trialsAt, versionOf } from './in-browsers.ts';
import { lostIn } from './losses.ts';
import { medianLatency } from './quantities.ts';
import { plainMark, plainStrip, supportVerdict } from './strip.ts';
import { type Claim, holds, noTrials, notMeasured, refuted } from './verdict.ts';
import { amount, capital, digits, list } from './words.ts';

export const ACROSS_BROWSERS_CLAIM: Claim = {
  id: 'C16',
  claim: 'WebSocket works across browsers.',
  judge(run) {
    const places = placesOfKind(run, 'plain');
    const all = places.map(place => ({ place, trials: trialsAt(run, place, 'websocket') }));
    const measured = all.filter(({ trials }) => trials.length > 0);
    if (measured.length === 0) return noTrials(`scenario ${BROWSER}, ${inProse('websocket')}`);
    const gaps = missingPrograms(measured.map(({ place }) => place));
    const figures = measured.flatMap(({ place }) =>
      TESTED_TRANSPORTS.flatMap(transport => figureOf(run, place, transport, medianLatency) ?? []),
    );
    const others = TESTED_TRANSPORTS.filter(transport =>
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
    const expected = measured
      .flatMap(({ trials }) => trials)
      .reduce((sum, { deliveries }) => sum + deliveries.expected, 0);
    const alike = list(others.filter(transport => transport !== 'websocket').map(inProse));
    const because =
      `With the browser’s own WebSocket, the same page got all ${digits(expected)} deliveries in ${names}. ` +
      `${alike ? `${capital(alike)} got all of theirs as well` : 'No other transport got all of its own'}. ` +
      `Times of a page are known to within ${amount(errorMs, 'ms')}. Safari and phones were not measured.`;
    const strips = [
      plainStrip('', { measure: 'all deliveries came once and in order', unit: '' }, [
        ...measured.map(one =>
          plainMark(
            { label: one.place.label, short: one.trials[0] ? versionOf(one.trials[0]) : one.place.label },
            supportVerdict(!lost.includes(one)),
          ),
        ),
        ...gaps.map(program => plainMark(program, 'not measured')),
      ]),
    ];
    if (lost.length > 0) {
      const where = list(lost.map(({ place }) => place.label));
      const words = `Deliveries of ${inProse('websocket')} were missing, duplicate or out of order in ${where}.`;
      return refuted({ sentence: words, strips, because: words, figures });
    }
    if (gaps.length > 0) return notMeasured(`trials in ${list(gaps)}`, { because, strips, figures });
    return holds({ sentence: `${names} got all ${digits(expected)} deliveries.`, strips, because, figures });
  },
};
