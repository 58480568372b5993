import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import {
  allAbove,
  type Contrast,
  contrast,
  figureOf,
  type PointRef,
  phaseMedianMs,
  placesOf,
  type Quantity,
  valuesOf,
} from './claim-figures.ts';
import { sentenceOf } from './sentence.ts';
import { comparedVerdict, factorOf, plainMark, plainStrip, type Strip } from './strip.ts';
import { type Claim, judged, noTrials, refuted, undecided } from './verdict.ts';
import { digits, list, span, timesSpan } from './words.ts';

/** Above this share, most messages go upstream by a request and not over the socket. */
const MOST = 0.5;

const perMessage = ({ generator }: MeasuredTrial, amount: number) =>
  generator.scheduledInWindow === 0 ? null : amount / generator.scheduledInWindow;

const requestsPerMessage: Quantity = {
  label: 'requests per message sent',
  unit: 'requests',
  of: trial => perMessage(trial, trial.server.requests),
};
const upstreamMs: Quantity = {
  label: 'median time from a client to the server',
  unit: 'ms',
  of: trial => phaseMedianMs(trial, 'forward'),
};
const upstreamBytes: Quantity = {
  label: 'application bytes upstream per message sent',
  unit: 'B',
  of: trial => perMessage(trial, trial.bandwidth.application.upBytes),
};

/** The points at which clients send, each by its transport's own upstream. */
function placesWithSenders(run: Run): PointRef[] {
  return placesOf(run, ['chat', 'echo']).filter(({ load }) => load.senders?.upstream === 'own');
}

/** What a frame saves against a POST, point by point. */
const stripOf = (name: string, what: string, contrasts: readonly Contrast[]): Strip =>
  plainStrip(
    name,
    { measure: `${what}, POST ÷ frame`, unit: '×' },
    contrasts.map(({ place, verdict, ratio, sessions, figure: { lower, upper } }) => ({
      ...plainMark({ label: place.label, short: place.scenario }, comparedVerdict(verdict, 'less')),
      ...factorOf({ ratio, lower, upper }, 'less'),
      sessions: sessions.map(one => comparedVerdict(one.verdict, 'less')),
    })),
  );

/** `0.1 to 0.2 times the bytes upstream` */
const ratios = (contrasts: readonly Contrast[], what: string) =>
  timesSpan(
    contrasts.map(({ ratio }) => ratio),
    what,
  );

export const DUPLEX_CLAIM: Claim = {
  id: 'C6',
  claim: 'WebSocket is full duplex: both sides send at once on one connection, which saves requests.',
  judge(run) {
    const places = placesWithSenders(run);
    const pair = ['websocket', 'sse'] as const;
    const of = (quantity: Quantity) => places.flatMap(place => contrast(run, place, pair, quantity) ?? []);
    const [byTime, byBytes] = [of(upstreamMs), of(upstreamBytes)];
    if (byTime.length === 0 || byBytes.length === 0) {
      return noTrials(
        `scenario chat or echo with ${inProse('websocket')} and ${inProse('sse')} in one block`,
      );
    }
    const figures = places.flatMap(place => [
      ...[...byTime, ...byBytes].filter(one => one.place === place).map(({ figure }) => figure),
      ...pair.flatMap(transport =>
        [requestsPerMessage, upstreamMs, upstreamBytes].flatMap(
          quantity => figureOf(run, place, transport, quantity) ?? [],
        ),
      ),
    ]);
    const requests = places.flatMap(place => valuesOf(run, place, 'websocket', requestsPerMessage.of));
    const usesRequests = allAbove(requests, MOST);
    const sent = `${inProse('websocket')} made ${span(requests)} requests per message sent`;
    const strips = [
      stripOf('time to the server', 'time to the server', byTime),
      stripOf('bytes upstream', 'bytes upstream', byBytes),
    ];
    if (usesRequests === null) {
      return undecided(`on which connection ${inProse('websocket')} sends`, { strips, figures });
    }
    if (usesRequests) {
      const because = `${sent}. It did not send on the connection on which it received.`;
      return refuted({ sentence: because, strips, because, figures });
    }
    const because =
      `${sent}. It sends on the connection on which it receives. Compared with a POST from an ${inProse('sse')} client, a frame took ` +
      `${ratios(byTime, 'the time to the server')} and ${ratios(byBytes, 'the bytes upstream')}. The response to the POST is not counted.`;
    const sides = [
      { contrasts: byTime, what: 'time to the server' },
      { contrasts: byBytes, what: 'bytes upstream' },
    ];
    return judged(
      { sentence: sentenceOf(strips), strips, because, figures },
      {
        open: 'what a frame saves against a POST',
        condition() {
          const clauses = sides.flatMap(({ contrasts, what }) => {
            const less = contrasts.filter(({ verdict }) => verdict === 'less');
            if (less.length === 0) return [];
            const at = less.map(({ place, ratio }) => `in ${place.scenario} (${digits(ratio)} times)`);
            return [`${what} ${list(at)}`];
          });
          return `the aim is to save ${list(clauses)}`;
        },
      },
    );
  },
};
