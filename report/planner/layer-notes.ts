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

/** What the points of the run show of CPU and bytes. */
function measuredNotes(layered: readonly Layered[], layer: TrafficLayer): Check[] {
  const between = ({ least, most }: Factor) => ratioRange(least, most);
  const said = layered.flatMap(({ transport, below: { measured } }) => {
    const bytes = measured?.[layer];
    if (!measured || !bytes) return [];
    return [
      `${inProse(transport)} ×${between(measured.cpu)}, ×${between(bytes.out)} and ×${between(bytes.in)}`,
    ];
  });
  const [first] = layered.flatMap(({ below }) => below.measured ?? []);
  if (!first || said.length === 0) return [];
  const payloads = [...new Set([first.payloadBytes.least, first.payloadBytes.most])].map(integer).join('–');
  const text = `CPU, bytes out and bytes in are so many times those without TLS, HTTP/2 and compression, as at ${counted(first.points, 'point')} of this run with payloads of ${payloads} B: ${list(said)}. Plans have the median. Handshakes and memory are not included.`;
  return [{ warn: false, text }];
}

/** One run that has a planner and these scenarios, too: the set `layers` alone has no planner. */
const toMeasure = (...scenarios: string[]): string =>
  `To measure it: npm run bench -- cost-model idle ${scenarios.join(' ')}`;

/** The transports of which the models know the bytes, and nobody the CPU. */
function modelledNotes(layered: readonly Layered[]): Check[] {
  const own = layered.filter(({ below }) => below.areBytesModelled);
  const [first] = own;
  if (!first) return [];
  const text = `CPU ${connectionLabel(first.below.connection)} was not measured in this run, so ${namesOf(own.map(({ transport }) => transport))} have neither cores nor cost. Their traffic is computed from the formats of records, frames and headers, on connections that stay. ${toMeasure('layers')}.`;
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
  return [...measuredNotes(layered, layer), ...modelledNotes(layered), ...unknownNotes(layered)];
}
