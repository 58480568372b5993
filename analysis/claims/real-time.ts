import type { Run } from '../../results/format/run.ts';
import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import { median } from '../statistics/paired-ratios.ts';
import { allAbove, contrast, figureOf, type PointRef, placesOf, valuesOf } from './claim-figures.ts';
import { isFalseOutcome, isTrueOutcome, type Outcome, outcomeInWords, outcomeOf } from './outcome.ts';
import {
  connectionsPerRequest,
  connectionsPerThousand,
  medianLatency,
  requestsPerThousand,
} from './quantities.ts';
import { plainMark, plainStrip, supportVerdict } from './strip.ts';
import { type Claim, type Finding, isSupported, judged, noTrials } from './verdict.ts';
import { either, list, roundedSpan, span, timesSpan } from './words.ts';

const SCENARIOS = ['notifications', 'ticker'];
/** Up to this number of requests per 1,000 deliveries, they were pushed and not polled. */
const MAX_REQUESTS_OF_PUSH = 10;
/** Above this number of connections per request or delivery, connections are not kept. */
const MOST = 0.5;
const HTTP = ['short-polling', 'long-polling', 'sse'] as const satisfies Transport[];

/** Supports the claim “no push” if SSE needs polls, or is no earlier than short polling. */
function noPush(run: Run, place: PointRef): (Finding & { place: PointRef; ratio: number }) | undefined {
  const compared = contrast(run, place, ['sse', 'short-polling'], medianLatency);
  if (!compared) return undefined;
  const polled = allAbove(valuesOf(run, place, 'sse', requestsPerThousand.of), MAX_REQUESTS_OF_PUSH);
  const later = compared.verdict === 'unresolved' ? null : compared.verdict !== 'less';
  return {
    place,
    ratio: compared.ratio,
    supports: polled === true || later === true ? true : polled === null ? null : later,
  };
}

/**
 * Supports the claim “no persistent connection” if most requests, or most deliveries of a stream,
 * open one.
 */
function noPersistence(run: Run, place: PointRef, transport: Transport) {
  const values = valuesOf(run, place, transport, trial => {
    const perThousand = connectionsPerThousand.of(trial);
    return transport === 'sse' ? perThousand && perThousand / 1000 : connectionsPerRequest.of(trial);
  });
  return values.length === 0 ? [] : [{ transport, place, values, supports: allAbove(values, MOST) }];
}

/** `SSE, which is HTTP, pushes 106–870× sooner than short polling` */
function pushInWords(noPush: Outcome, pushes: readonly (Finding & { ratio: number })[]): string {
  if (noPush === 'not decided') return `whether ${inProse('sse')} pushes is not decided`;
  if (isTrueOutcome(noPush)) return `${inProse('sse')} does not push`;
  if (noPush === 'depends') return `${inProse('sse')} pushes at some points only`;
  const sooner = roundedSpan(
    pushes.filter(({ supports }) => supports === false).map(({ ratio }) => 1 / ratio),
  );
  return `${inProse('sse')}, which is HTTP, pushes ${sooner}× sooner than ${inProse('short-polling')}`;
}

function persistenceInWords(noneKept: Outcome): string {
  if (noneKept === 'not decided') return 'whether HTTP keeps its connections is not decided';
  if (isFalseOutcome(noneKept)) return 'HTTP keeps its connections';
  return isTrueOutcome(noneKept) ? 'HTTP does not keep connections' : 'HTTP keeps some connections only';
}

export const REAL_TIME_CLAIM: Claim = {
  id: 'C8',
  claim: 'HTTP has neither real-time push nor persistent connections.',
  judge(run) {
    const places = placesOf(run, SCENARIOS);
    const kept = placesOf(run, ['keep-alive']).filter(({ point }) => point === 'on');
    const pushes = places.flatMap(place => noPush(run, place) ?? []);
    if (pushes.length === 0) {
      return noTrials(
        `scenario ${either(SCENARIOS)} with ${inProse('sse')} and ${inProse('short-polling')} in one block`,
      );
    }
    const persistence = [...places, ...kept].flatMap(place =>
      HTTP.flatMap(transport => noPersistence(run, place, transport)),
    );
    const figures = [...places, ...kept].flatMap(place =>
      [...HTTP, 'websocket' as const].flatMap(transport =>
        [medianLatency, requestsPerThousand, connectionsPerThousand].flatMap(
          quantity => figureOf(run, place, transport, quantity) ?? [],
        ),
      ),
    );
    const strips = [
      plainStrip(
        'no push',
        { measure: `median latency, ${inProse('short-polling')} ÷ ${inProse('sse')}`, unit: '×' },
        pushes.map(({ place, supports, ratio }) =>
          plainMark({ label: place.label, short: place.scenario }, supportVerdict(supports), 1 / ratio),
        ),
      ),
      plainStrip(
        'no kept connections',
        { measure: 'connections opened per request, or per delivery of a stream', unit: '' },
        persistence.map(({ transport, place, values, supports }) =>
          plainMark(
            { label: `${inProse(transport)}, ${place.label}`, short: inProse(transport) },
            supportVerdict(supports),
            median(values),
          ),
        ),
      ),
    ];
    const [push, persist] = [strips.slice(0, 1), strips.slice(1)].map(outcomeOf) as [Outcome, Outcome];
    const requests = places.flatMap(place => valuesOf(run, place, 'sse', requestsPerThousand.of));
    const opened = HTTP.flatMap(transport => {
      const own = persistence.filter(one => one.transport === transport).flatMap(({ values }) => values);
      const per = transport === 'sse' ? 'delivery' : 'request';
      return own.length === 0 ? [] : [`${inProse(transport)} ${span(own)} per ${per}`];
    });
    const because =
      `${inProse('sse')}, which is HTTP, made ${span(requests)} requests per 1,000 deliveries. Its median latency is ` +
      `${timesSpan(
        pushes.map(({ ratio }) => ratio),
        `that of ${inProse('short-polling')}`,
      )}. New connections after all ` +
      `were connected: ${list(opened)}.`;
    return judged(
      {
        sentence: `${outcomeInWords(outcomeOf(strips))}: ${pushInWords(push, pushes)}, and ${persistenceInWords(persist)}.`,
        strips,
        because,
        figures,
      },
      {
        open: 'whether HTTP pushes and keeps its connections',
        condition() {
          const at = isTrueOutcome(push) ? 'no point' : 'some points only';
          const others = HTTP.filter(transport =>
            isSupported(persistence.filter(one => one.transport === transport)),
          );
          const without = [
            ...(isSupported(pushes) ? [`push, which ${inProse('sse')} provided at ${at}`] : []),
            ...(others.length === 0
              ? []
              : [`persistent connections, which ${list(others.map(inProse))} did not keep`]),
          ];
          return `it means ${list(without)}`;
        },
      },
    );
  },
};
