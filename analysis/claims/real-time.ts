import type { Run } from '../../results/format/run.ts';
import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import { allAbove, contrast, figureOf, type PointRef, placesOf, valuesOf } from './claim-figures.ts';
import {
  connectionsPerRequest,
  connectionsPerThousand,
  medianLatency,
  requestsPerThousand,
} from './quantities.ts';
import { type Claim, extent, type Finding, holds, holdsIf, noTrials, refuted, undecided } from './verdict.ts';
import { either, list, span } from './words.ts';

const SCENARIOS = ['notifications', 'ticker'];
/** Up to this number of requests per 1,000 deliveries, they were pushed and not polled. */
const MAX_REQUESTS_OF_PUSH = 10;
/** Above this number of connections per request or delivery, connections are not kept. */
const MOST = 0.5;
const HTTP = ['short-polling', 'long-polling', 'sse'] as const satisfies Transport[];

/** Supports the claim “no push” if SSE needs polls, or is no earlier than short polling. */
function noPush(run: Run, place: PointRef): (Finding & { ratio: number }) | undefined {
  const compared = contrast(run, place, ['sse', 'short-polling'], medianLatency);
  if (!compared) return undefined;
  const polled = allAbove(valuesOf(run, place, 'sse', requestsPerThousand.of), MAX_REQUESTS_OF_PUSH);
  const later = compared.verdict === 'unresolved' ? null : compared.verdict !== 'less';
  return {
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
  return values.length === 0 ? [] : [{ transport, values, supports: allAbove(values, MOST) }];
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
    const [push, persist] = [extent(pushes), extent(persistence)];
    if (push === null)
      return undecided(`whether ${inProse('sse')} is earlier than ${inProse('short-polling')}`, figures);
    if (persist === null) return undecided('whether HTTP keeps its connections', figures);
    const requests = places.flatMap(place => valuesOf(run, place, 'sse', requestsPerThousand.of));
    const opened = HTTP.flatMap(transport => {
      const own = persistence.filter(one => one.transport === transport).flatMap(({ values }) => values);
      const per = transport === 'sse' ? 'delivery' : 'request';
      return own.length === 0 ? [] : [`${inProse(transport)} ${span(own)} per ${per}`];
    });
    const because =
      `${inProse('sse')}, which is HTTP, made ${span(requests)} requests per 1,000 deliveries. Its median latency is ` +
      `${span(pushes.map(({ ratio }) => ratio))} times that of ${inProse('short-polling')}. New connections after all ` +
      `were connected: ${list(opened)}.`;
    if (push === 'everywhere' && persist === 'everywhere') return holds(because, figures);
    if (push === 'nowhere' && persist === 'nowhere') return refuted(because, figures);
    const without = [
      ...(push === 'nowhere'
        ? []
        : [
            `push, which ${inProse('sse')} provided at ${push === 'everywhere' ? 'no point' : 'some points only'}`,
          ]),
      ...(persist === 'nowhere'
        ? []
        : [
            `persistent connections, which ${list(
              HTTP.filter(transport =>
                persistence.some(one => one.transport === transport && one.supports),
              ).map(inProse),
            )} did not keep`,
          ]),
    ];
    return holdsIf(`it means ${list(without)}`, because, figures);
  },
};
