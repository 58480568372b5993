import type { Run } from '../../results/format/run.ts';
import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import { allAbove, contrast, figureOf, type PointRef, placesOf, valuesOf } from './claim-figures.ts';
import {
  connectionsPerRequest,
  connectionsPerThousand,
  medianLatency,
  requestsPerThousand,
} from './quantities.ts';
import {
  type Claim,
  extent,
  type Finding,
  holds,
  holdsIf,
  noTrials,
  refuted,
  unresolved,
} from './verdict.ts';
import { list, span } from './words.ts';

const SCENARIOS = ['notifications', 'ticker'];
/** With fewer requests for each 1,000 deliveries, nobody asked for them one by one. */
const ASKED_FOR = 10;
/** With more connections a request or delivery, they are not kept. */
const MOST = 0.5;
const HTTP = ['short-polling', 'long-polling', 'sse'] as const satisfies Transport[];

/** No push: SSE has to be asked, or is no earlier than short polling. */
function noPush(run: Run, place: PointRef): (Finding & { ratio: number }) | undefined {
  const beside = contrast(run, place, ['sse', 'short-polling'], medianLatency);
  if (!beside) return undefined;
  const asked = allAbove(valuesOf(run, place, 'sse', requestsPerThousand.of), ASKED_FOR);
  const later = beside.verdict === 'unresolved' ? null : beside.verdict !== 'less';
  return {
    ratio: beside.ratio,
    supports: asked === true || later === true ? true : asked === null ? null : later,
  };
}

/** No persistent connection: one is opened for most requests, or on a stream for most deliveries. */
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
        `scenario ${list(SCENARIOS)} with ${inProse('sse')} beside ${inProse('short-polling')} in one block`,
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
      return unresolved(`whether ${inProse('sse')} is earlier than ${inProse('short-polling')}`, figures);
    if (persist === null) return unresolved('whether HTTP keeps its connections', figures);
    const asked = places.flatMap(place => valuesOf(run, place, 'sse', requestsPerThousand.of));
    const opened = HTTP.flatMap(transport => {
      const own = persistence.filter(one => one.transport === transport).flatMap(({ values }) => values);
      const per = transport === 'sse' ? 'delivery' : 'request';
      return own.length === 0 ? [] : [`${inProse(transport)} ${span(own)} a ${per}`];
    });
    const because =
      `${inProse('sse')}, which is HTTP, made ${span(asked)} requests for each 1,000 deliveries and delivered in ` +
      `${span(pushes.map(({ ratio }) => ratio))} times the median of ${inProse('short-polling')}. Connections opened once all ` +
      `were connected: ${list(opened)}.`;
    if (push === 'everywhere' && persist === 'everywhere') return holds(because, figures);
    if (push === 'nowhere' && persist === 'nowhere') return refuted(because, figures);
    const without = [
      ...(push === 'nowhere'
        ? []
        : [
            `push, which ${inProse('sse')} did not give ${push === 'everywhere' ? 'anywhere' : 'everywhere'}`,
          ]),
      ...(persist === 'nowhere'
        ? []
        : [
            `connections, which ${list(
              HTTP.filter(transport =>
                persistence.some(one => one.transport === transport && one.supports),
              ).map(inProse),
            )} did not keep`,
          ]),
    ];
    return holdsIf(`it speaks of ${list(without)}`, because, figures);
  },
};
