import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { figureOf, placesOf, type Quantity } from './claim-figures.ts';
import { judgedOverRates, series } from './contrasts.ts';
import { economyByLayer } from './economy-by-layer.ts';
import { economyOverPaths } from './economy-over-paths.ts';
import { inShort, OPPONENTS, savingsInWords, seriesInWords, stripOfSeries } from './economy-words.ts';
import { bytesPerDelivery, medianLatency, wireBytesPerDelivery } from './quantities.ts';
import { type Claim, type Judgement, noTrials } from './verdict.ts';
import { withLayers } from './with-layers.ts';
import { withPaths } from './with-paths.ts';

const SCENARIOS = ['notifications', 'ticker', 'rate-sweep', 'payload-sweep', 'burst', 'trace'];
const QUANTITIES: readonly Quantity[] = [medianLatency, bytesPerDelivery, wireBytesPerDelivery];
/** The quantities that every run needs; wire bytes are not counted on every network. */
const NEEDED: readonly Quantity[] = [medianLatency, bytesPerDelivery];

/** The judgement from the points without a path. */
function judgeNear(run: Run): Judgement {
  const places = placesOf(run, SCENARIOS);
  const compared = (opponent: TestedTransport) =>
    QUANTITIES.map(quantity => series(run, places, ['websocket', opponent], quantity));
  const all = OPPONENTS.flatMap(compared);
  const gap = all.find(({ quantity, contrasts }) => NEEDED.includes(quantity) && contrasts.length === 0);
  if (gap) {
    return noTrials(
      `scenario ${SCENARIOS.join(' or ')} with ${inProse('websocket')} and ${inProse(gap.baseline)} in one block`,
    );
  }
  const measured = all.filter(({ contrasts }) => contrasts.length > 0);
  const figures = [
    ...measured.flatMap(({ contrasts }) => contrasts.map(({ figure }) => figure)),
    ...places.flatMap(place =>
      TESTED_TRANSPORTS.flatMap(transport =>
        QUANTITIES.flatMap(quantity => figureOf(run, place, transport, quantity) ?? []),
      ),
    ),
  ];
  const strips = QUANTITIES.flatMap(quantity =>
    measured.filter(one => one.quantity === quantity).map(stripOfSeries),
  );
  const wire = measured.some(({ quantity }) => quantity === wireBytesPerDelivery)
    ? ''
    : ' Bytes on the wire were not counted.';
  const because =
    `Each value is that of ${inProse('websocket')}, as a multiple of the other transport’s. ` +
    `${measured.map(one => seriesInWords(one)).join(' ')}${wire}`;
  return judgedOverRates(
    measured,
    { sentence: savingsInWords(measured), strips, because, figures },
    {
      open: `the latency and bytes of ${inProse('websocket')} against the others`,
      condition: () => `the measure is ${inShort(measured)}`,
    },
  );
}

export const ECONOMY_CLAIM: Claim = {
  id: 'C17',
  claim: 'WebSocket lowers latency and bandwidth.',
  judge: run => withLayers(withPaths(judgeNear(run), economyOverPaths(run)), economyByLayer(run)),
};
