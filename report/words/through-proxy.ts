import { PROXY_NAMES, topologyName } from '../../scenarios/load/topology-words.ts';
import { inProse, isPush, TESTED_TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { percentileOf } from '../model/percentile-of.ts';
import type { PointView } from '../model/point.ts';
import {
  addedBy,
  type ByTopology,
  brokenAt,
  byTopology,
  isOneSided,
  notPassedAt,
  ofProxy,
  type ThroughProxy,
} from '../model/topologies.ts';
import { figure, list, withUnit } from '../text/format.ts';

/** From this addition on, a proxy holds a notification back: a hop inside a machine takes less. */
const HELD_MS = 10;

/** From so many broken connections for each subscriber on, the proxy ends them all. */
const MOST_BROKEN = 0.5;

const isTuned = ({ topology }: ThroughProxy): boolean => topology.configuration !== 'minimal';

/** `0.12 to 0.3 ms`, or one value. */
function ends(values: readonly number[], unit: string): string {
  const [least, most] = [Math.min(...values), Math.max(...values)].map(figure);
  return least === most ? `${least}\u00a0${unit}` : `${least} to ${most}\u00a0${unit}`;
}

/** What the proxies add to the median latency of these transports, where it is known to be more. */
function addedMs(
  { straight }: ByTopology,
  through: readonly ThroughProxy[],
  transports: readonly Transport[],
) {
  return through.flatMap(one =>
    transports.flatMap(transport => {
      const added = addedBy(straight, one.view, transport, percentileOf('p50'));
      return added && isOneSided(added) && added.value > 0 ? [{ ...one, transport, ms: added.value }] : [];
    }),
  );
}

const PUSH = TESTED_TRANSPORTS.filter(isPush);

/** What the proxies with their file in deploy/ add, and what they take. */
function tunedInWords(groups: ByTopology): string[] {
  const through = groups.through.filter(isTuned);
  if (through.length === 0) return [];
  const names = list(through.map(({ topology }) => PROXY_NAMES[topology.proxy]));
  const added = [
    ['push', PUSH],
    ['a long poll', ['long-polling']],
  ] as const;
  const said = added.flatMap(([name, transports]) => {
    const values = addedMs(groups, through, transports).map(({ ms }) => ms);
    return values.length === 0 ? [] : [`${ends(values, 'ms')} to ${name}`];
  });
  const cpu = through.flatMap(({ view }) =>
    PUSH.flatMap(
      transport => ofProxy(view, transport, ({ cpuMicrosPerDelivery }) => cpuMicrosPerDelivery) ?? [],
    ),
  );
  return [
    ...(said.length === 0 ? [] : [`Through ${names}: ${said.join(', ')}, in the median.`]),
    ...(cpu.length === 0 ? [] : [`The proxy itself takes ${ends(cpu, 'µs')} of CPU a delivery by push.`]),
  ];
}

/** What does not arrive through a minimal configuration, or comes late; one sentence each. */
function minimalInWords(groups: ByTopology): string[] {
  const through = groups.through.filter(one => !isTuned(one));
  const refused = through.flatMap(({ view, topology }) => {
    const transports = TESTED_TRANSPORTS.filter(transport => notPassedAt(view, transport) !== null);
    return transports.length === 0
      ? []
      : [`${PROXY_NAMES[topology.proxy]} does not pass ${list(transports.map(inProse))}`];
  });
  const held = addedMs(groups, through, [...PUSH, 'long-polling'])
    .filter(({ ms }) => ms >= HELD_MS)
    .map(
      ({ topology, transport, ms }) =>
        `${PROXY_NAMES[topology.proxy]} delays ${inProse(transport)} by ${withUnit(ms, 'ms')}`,
    );
  const ended = through.flatMap(({ view, topology }) => {
    const transports = TESTED_TRANSPORTS.filter(transport => brokenAt(view, transport) >= MOST_BROKEN);
    return transports.length === 0
      ? []
      : [
          `${PROXY_NAMES[topology.proxy]} ends ${list(transports.map(inProse))} within ${withUnit(view.point.windowSeconds, 's')}`,
        ];
  });
  const said = [...refused, ...held, ...ended];
  if (through.length === 0) return [];
  return [
    said.length === 0
      ? `With their minimal configurations, ${list(through.map(({ topology }) => topologyName(topology)))} pass all four.`
      : `With minimal configurations: ${said.join('; ')}.`,
  ];
}

/**
 * What proxies add to a notification, what they take, and what they do not pass on; null for points
 * that do not differ by their proxy alone.
 */
export function throughProxyInWords(points: readonly PointView[]): string[] | null {
  const groups = byTopology(points);
  if (!groups) return null;
  const said = [...tunedInWords(groups), ...minimalInWords(groups)];
  return said.length === 0 ? null : said;
}
