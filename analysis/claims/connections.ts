import type { Run } from '../../results/format/run.ts';
import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import { median } from '../statistics/paired-ratios.ts';
import { allAbove, figureOf, type PointRef, placeOf, valuesOf } from './claim-figures.ts';
import { connectionsPerRequest, connectionsPerThousand, requestsPerThousand } from './quantities.ts';
import { plainMark, plainStrip, type Strip, supportVerdict } from './strip.ts';
import { type Claim, type ClaimFigure, type Judgement, judged, noTrials, refuted } from './verdict.ts';
import { capital, digits, either, list, span } from './words.ts';

const SCENARIO = 'keep-alive';
/** Above this share, most requests open a connection. */
const MOST = 0.5;

/** Whether most requests of a transport open a connection. */
function reconnects(run: Run, place: PointRef, transport: Transport) {
  const values = valuesOf(run, place, transport, connectionsPerRequest.of);
  return {
    transport,
    measured: values.length > 0,
    supports: allAbove(values, MOST),
    perRequest: median(values),
  };
}

type Reconnects = ReturnType<typeof reconnects> & { place: PointRef };

/** The two points of each transport: whether most requests open a connection. */
function stripsOf(findings: readonly Reconnects[], kept: PointRef): Strip[] {
  return [...Map.groupBy(findings, ({ transport }) => transport)].map(([transport, own]) =>
    plainStrip(
      inProse(transport),
      { measure: connectionsPerRequest.label, unit: '' },
      own.map(({ place, supports, perRequest }) =>
        plainMark(
          { label: place.label, short: place === kept ? 'kept' : 'not kept' },
          supportVerdict(supports),
          perRequest,
        ),
      ),
    ),
  );
}

/** The connections opened per request, with and without keep-alive. */
function inShort(findings: readonly Reconnects[], kept: PointRef): string {
  const of = (isKept: boolean) =>
    span(
      findings
        .filter(({ place }) => (place === kept) === isKept)
        .map(({ perRequest }) => perRequest)
        .filter(value => value !== null),
    );
  return `With keep-alive, the default, ${of(true)} connections per request; without it, ${of(false)}.`;
}

/** `short polling 480 and SSE 0`, of one unit at a point. */
function inWords(
  figures: readonly ClaimFigure[],
  place: PointRef,
  unit: string,
  transports: readonly Transport[],
): string {
  const own = figures.filter(figure => figure.point === place.point && figure.unit === unit);
  return list(
    transports.map(transport => {
      const value = own.find(figure => figure.transport === transport)?.value;
      return value === undefined
        ? `${inProse(transport)} not measured`
        : `${inProse(transport)} ${digits(value)}`;
    }),
  );
}

/**
 * Whether most requests open a connection: judges polling by the two points of scenario
 * `keep-alive`.
 */
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
  const strips = stripsOf(findings, kept);
  const present = others.filter(transport => figures.some(figure => figure.transport === transport));
  const words = (place: PointRef, transports: readonly Transport[]) =>
    `connections opened per 1,000 deliveries: ${inWords(figures, place, 'connections', transports)}. ` +
    `Requests per 1,000 deliveries: ${inWords(figures, place, 'requests', transports)}.`;
  const because =
    `With keep-alive, ${words(kept, [...pollings, ...present])} ` +
    `Without keep-alive, ${words(closed, pollings)}`;

  const websocket = valuesOf(run, kept, 'websocket', ({ server, deliveries }) =>
    deliveries.arrived === 0 ? null : server.connections.opened / deliveries.arrived,
  );
  if (present.includes('websocket') && allAbove(websocket, MOST)) {
    const itself = 'WebSocket itself opened a connection for most deliveries.';
    return refuted({ sentence: itself, strips, because: `${itself} ${because}`, figures });
  }
  return judged(
    { sentence: inShort(findings, kept), strips, because, figures },
    {
      open: 'whether a request opens a connection',
      condition() {
        const keptOnes = findings.filter(({ supports, place }) => supports && place === kept);
        return keptOnes.length === 0
          ? 'connections are not kept between requests, which is not the default of HTTP/1.1'
          : `the transport is ${either(keptOnes.map(({ transport }) => inProse(transport)))}, which opens connections even with keep-alive`;
      },
    },
  );
}

export const CONNECTION_CLAIMS: Claim[] = [
  {
    id: 'C1',
    claim:
      'Over HTTP, every request sets up a connection and tears it down again; a WebSocket connects once.',
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
