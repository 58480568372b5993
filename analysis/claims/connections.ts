import type { Run } from '../../results/format/run.ts';
import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import { allAbove, figureOf, type PointRef, placeOf, valuesOf } from './claim-figures.ts';
import { connectionsPerRequest, connectionsPerThousand, requestsPerThousand } from './quantities.ts';
import {
  type Claim,
  type ClaimFigure,
  extent,
  holds,
  holdsIf,
  type Judgement,
  noTrials,
  refuted,
  unresolved,
} from './verdict.ts';
import { capital, digits, list } from './words.ts';

const SCENARIO = 'keep-alive';
/** With more, most requests come on a connection that was opened for them. */
const MOST = 0.5;

/** Whether most requests of a transport open a connection. */
function reconnects(run: Run, place: PointRef, transport: Transport) {
  const values = valuesOf(run, place, transport, connectionsPerRequest.of);
  return { transport, measured: values.length > 0, supports: allAbove(values, MOST) };
}

/** `short polling 0 connections and 480 requests` */
function inWords(figures: readonly ClaimFigure[], place: PointRef, transport: Transport): string {
  const own = figures.filter(figure => figure.point === place.point && figure.transport === transport);
  return `${inProse(transport)} ${list(own.map(({ value, unit }) => `${digits(value)} ${unit}`))}`;
}

/** Whether a connection is opened for most requests: judges pollings by the two points of scenario `keep-alive`. */
function judge(run: Run, pollings: readonly Transport[], others: readonly Transport[]): Judgement {
  const kept = placeOf(run, SCENARIO, 'on');
  const closed = placeOf(run, SCENARIO, 'off');
  if (!kept || !closed) return noTrials(`scenario ${SCENARIO}`);
  const of = (place: PointRef) =>
    pollings.map(transport => ({ place, ...reconnects(run, place, transport) }));
  const findings = [...of(kept), ...of(closed)];
  const gap = findings.find(({ measured }) => !measured);
  if (gap) return noTrials(`scenario ${SCENARIO}, point ${gap.place.point}, ${inProse(gap.transport)}`);

  const figures = [kept, closed].flatMap(place =>
    [...pollings, ...others].flatMap(transport =>
      [connectionsPerThousand, requestsPerThousand].flatMap(
        quantity => figureOf(run, place, transport, quantity) ?? [],
      ),
    ),
  );
  if (findings.some(({ supports }) => supports === null)) {
    return unresolved('whether a request opens a connection', figures);
  }
  const present = others.filter(transport => figures.some(figure => figure.transport === transport));
  const words = (place: PointRef, transports: readonly Transport[]) =>
    list(transports.map(transport => inWords(figures, place, transport)));
  const because =
    `For each 1,000 deliveries, with connections kept alive: ${words(kept, [...pollings, ...present])}. ` +
    `With a new connection for each request: ${words(closed, pollings)}.`;

  const websocket = valuesOf(run, kept, 'websocket', ({ server, deliveries }) =>
    deliveries.arrived === 0 ? null : server.connections.opened / deliveries.arrived,
  );
  if (present.includes('websocket') && allAbove(websocket, MOST)) {
    return refuted(`WebSocket itself opened a connection for most deliveries. ${because}`, figures);
  }
  const all = extent(findings);
  if (all === 'everywhere') return holds(because, figures);
  if (all === 'nowhere') return refuted(because, figures);
  const yes = findings.filter(({ supports }) => supports);
  const keptOnes = yes.filter(({ place }) => place === kept);
  return holdsIf(
    keptOnes.length === 0
      ? `connections are not kept between requests, which is not the default of HTTP/1.1: then ${words(
          closed,
          yes.map(({ transport }) => transport),
        )} for each 1,000 deliveries`
      : `the transport is ${list(keptOnes.map(({ transport }) => inProse(transport)))}, which opens connections although they may be kept`,
    because,
    figures,
  );
}

export const CONNECTION_CLAIMS: Claim[] = [
  {
    id: 'C1',
    claim:
      'Over HTTP a connection is set up and torn down again for request after request, whereas a WebSocket connects once.',
    judge(run) {
      const place = placeOf(run, SCENARIO, 'on');
      if (!place || valuesOf(run, place, 'websocket', () => 0).length === 0) {
        return noTrials(`scenario ${SCENARIO}, point on, ${inProse('websocket')}`);
      }
      return judge(run, ['short-polling', 'long-polling'], ['sse', 'websocket']);
    },
  },
  {
    id: 'C20',
    claim: `${capital(inProse('long-polling'))} costs a new connection for each message.`,
    judge: run => judge(run, ['long-polling'], []),
  },
];
