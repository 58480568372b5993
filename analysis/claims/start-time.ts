import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import type { PointRef } from './claim-figures.ts';
import { series, stripOf, swept } from './contrasts.ts';
import { handshakeTrips } from './handshake.ts';
import { outcomeOf } from './outcome.ts';
import { sweepInWords, where } from './rates.ts';
import { sentenceOf } from './sentence.ts';
import { startByLayer } from './start-by-layer.ts';
import { mostLaterMs } from './start-delay.ts';
import { startOverPaths } from './start-over-paths.ts';
import { type Claim, isSupported, type Judgement, judged, noTrials, undecided } from './verdict.ts';
import { CONNECT, caveatOf, figuresOf, placesToConnect, toFirst } from './visits.ts';
import { withLayers } from './with-layers.ts';
import { withPaths } from './with-paths.ts';
import { amount, span } from './words.ts';

/** `At 50 visits a second, `: the loads that a bound is of, to begin a sentence. */
function loadsInWords(places: readonly PointRef[]): string {
  const rates = places.flatMap(({ load: { arrivals } }) =>
    'ratePerSecond' in arrivals ? [arrivals.ratePerSecond] : [],
  );
  return rates.length === 0 ? 'At the loads of this run, ' : `At ${span(rates)} visits a second, `;
}

/** The judgement from the points without a path. */
function judgeNear(run: Run): Judgement {
  const places = placesToConnect(run);
  const others = TESTED_TRANSPORTS.filter(transport => transport !== 'websocket');
  const all = others.map(other => series(run, places, ['websocket', other], toFirst));
  const gap = all.find(({ contrasts }) => contrasts.length === 0);
  if (gap) {
    return noTrials(
      `scenario ${CONNECT} with ${inProse('websocket')} and ${inProse(gap.baseline)} in one block`,
    );
  }
  const figures = [
    ...all.flatMap(({ contrasts }) => contrasts.map(({ figure }) => figure)),
    ...figuresOf(run, places, [toFirst]),
  ];
  const claims = all.map(one => ({
    ...one,
    findings: swept(one, 'more', one.baseline).map(finding => ({ ...finding, at: null })),
  }));
  const sentence = ({ baseline, findings }: (typeof claims)[number]) =>
    sweepInWords(findings, {
      statement: `${inProse('websocket')} takes longer than ${inProse(baseline)}`,
      subject: `the time of ${inProse('websocket')} against ${inProse(baseline)}`,
      per: '',
      of: ' times the time',
    });
  const strips = all.map(one =>
    stripOf(one, 'more', null, `against ${inProse(one.baseline)}`, ({ point }) =>
      point === 'cold' ? 'new connection' : 'open connection',
    ),
  );
  const trips = handshakeTrips(run, places);
  const because = `The time is the median from the start to the first notification; charts and needs have the mean. ${claims.map(sentence).join(' ')}`;
  const mostMs = mostLaterMs(run, all);
  if (outcomeOf(strips) === 'not decided' && trips?.isOneMore === false && mostMs !== null) {
    return undecided('whether there is a delay', {
      sentence: `${loadsInWords(places)}at most ${amount(mostMs, 'ms')} later (95%), and the handshake adds no round trip.`,
      strips,
      because: `${trips.words} At these loads, a delay is less than ${amount(mostMs, 'ms')}: the largest upper end of the 95% intervals. ${because} ${caveatOf(run)}`,
      figures: [...figures, ...trips.figures],
    });
  }
  const slower = claims.filter(({ findings }) => isSupported(findings));
  const handshake = slower.length > 0 ? trips : null;
  return judged(
    {
      sentence: sentenceOf(strips),
      strips,
      because: `${because} ${handshake ? `${handshake.words} ` : ''}${caveatOf(run)}`,
      figures: [...figures, ...(handshake?.figures ?? [])],
    },
    {
      open: `whether ${inProse('websocket')} starts more slowly than the others`,
      condition() {
        const opponents = slower.map(
          ({ baseline, findings }) => `${inProse(baseline)} ${where(findings, '')}`,
        );
        return `it is compared with ${opponents.join(', or ')}`;
      },
    },
  );
}

export const START_TIME_CLAIM: Claim = {
  id: 'C21',
  claim: 'WebSocket starts more slowly than HTTP because of its handshake.',
  judge: run => withLayers(withPaths(judgeNear(run), startOverPaths(run)), startByLayer(run)),
};
