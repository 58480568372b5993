import type { Factor } from '../../analysis/cost-model/model.ts';
import { connectionLabel } from '../../scenarios/load/connection-words.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import type { Check } from '../charts/spec.ts';
import { counted, integer, list, ratioRange } from '../text/format.ts';
import type { TrafficLayer } from './errors.ts';
import type { Below } from './layers.ts';
import type { Plan } from './plan.ts';
import type { TransportPlan } from './transport-plan.ts';
import { namesOf } from './words.ts';

/** A transport with something below it. */
interface Layered {
  transport: TransportPlan['transport'];
  below: Below;
}

const between = ({ least, most }: Factor) => ratioRange(least, most);

/** What the points of the run show of CPU and bytes. */
function measuredNotes(layered: readonly Layered[], layer: TrafficLayer): Check[] {
  const said = layered.flatMap(({ transport, below: { measured } }) => {
    const bytes = measured?.[layer];
    if (!measured || !bytes || measured.from !== undefined) return [];
    return [
      `${inProse(transport)} ×${between(measured.cpu)}, ×${between(bytes.out)} and ×${between(bytes.in)}`,
    ];
  });
  const [first] = layered.flatMap(({ below: { measured } }) =>
    measured && measured.from === undefined ? [measured] : [],
  );
  if (!first || said.length === 0) return [];
  const payloads = [...new Set([first.payloadBytes.least, first.payloadBytes.most])].map(integer).join('–');
  const text = `CPU, bytes out and bytes in are so many times those without TLS, HTTP/2 and compression, as at ${counted(first.points, 'point')} of this run with payloads of ${payloads} B: ${list(said)}. Plans have the median. Handshakes and memory are not included.`;
  return [{ warn: false, text }];
}

/** One run that has a planner and these scenarios, too: the set `layers` alone has no planner. */
const toMeasure = (...scenarios: string[]): string =>
  `To measure it: npm run bench -- cost-model idle ${scenarios.join(' ')}`;

/** TLS costs a server nothing that somebody in front of it ends. */
const atEdge = ({ connection: { tls, http } }: Below): string =>
  tls && !http ? ' Where TLS ends at a proxy in front, choose “none”.' : '';

/** The transports whose CPU another run tells: on another machine, and at other loads. */
function knownNotes(layered: readonly Layered[]): Check[] {
  const own = layered.filter(({ below }) => below.measured?.from !== undefined);
  const [first] = own;
  const { measured } = first?.below ?? {};
  if (!first || !measured) return [];
  const said = own.flatMap(({ transport, below }) =>
    below.measured ? [`${inProse(transport)} ×${between(below.measured.cpu)}`] : [],
  );
  const bytes = own.every(({ below }) => below.areBytesModelled)
    ? 'Their traffic is computed from the formats of records, frames and headers, on connections that stay.'
    : 'Their traffic is so many times as much as there, too: how much compression saves depends on the payload.';
  const text = `This run did not measure CPU ${connectionLabel(first.below.connection)}. So it is that without, so many times as run ${measured.from} shows, on another machine: ${list(said)}. ${bytes} Handshakes and memory are not included.${atEdge(first.below)} ${toMeasure('layers')}.`;
  return [{ warn: true, text }];
}

/** The transports of which the models know the bytes, and nobody the CPU. */
function modelledNotes(layered: readonly Layered[]): Check[] {
  const own = layered.filter(({ below }) => below.areBytesModelled && below.measured === null);
  const [first] = own;
  if (!first) return [];
  const text = `CPU ${connectionLabel(first.below.connection)} was not measured in this run, so ${namesOf(own.map(({ transport }) => transport))} have neither cores nor cost. Their traffic is computed from the formats of records, frames and headers, on connections that stay.${atEdge(first.below)} ${toMeasure('layers')}.`;
  return [{ warn: true, text }];
}

/** The transports of which nothing is known. */
function unknownNotes(layered: readonly Layered[]): Check[] {
  const own = layered.filter(({ below }) => below.measured === null && !below.areBytesModelled);
  if (own.length === 0) return [];
  const text = `This run did not measure what is asked for below ${namesOf(own.map(({ transport }) => transport))}. ${toMeasure('layers', 'compression')}.`;
  return [{ warn: true, text }];
}

/** Where the values of TLS, HTTP/2 and compression are from, or that the run has none. */
export function layerNotes({ transports, layer }: Plan): Check[] {
  const layered = transports.flatMap(({ transport, below }) => (below ? [{ transport, below }] : []));
  return [
    ...measuredNotes(layered, layer),
    ...knownNotes(layered),
    ...modelledNotes(layered),
    ...unknownNotes(layered),
  ];
}
