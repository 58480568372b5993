import type { Topology } from '../../scenarios/load/topology.ts';
import { PROXY_NAMES, topologyName } from '../../scenarios/load/topology-words.ts';
import { inProse, isPush, TESTED_TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { percentileOf } from '../model/percentile-of.ts';
import type { PointView } from '../model/point.ts';
import {
  addedBy,
  type ByTopology,
  brokenAt,
  byTopology,
  type Deployed,
  type DeployedRole,
  notPassedAt,
  sharesAt,
} from '../model/topologies.ts';
import { figure, list, withUnit } from '../text/format.ts';

/** From this addition on, a proxy holds a notification back: a hop inside a machine takes less. */
const HELD_MS = 10;

/** The name of its proxy; empty without one. */
const proxyOf = ({ proxy }: Topology): string => (proxy ? PROXY_NAMES[proxy] : '');

/** From so many broken connections for each subscriber on, the proxy ends them all. */
const MOST_BROKEN = 0.5;

const isMinimal = ({ topology }: Deployed): boolean => topology.configuration === 'minimal';
/** A proxy alone, as deploy/ configures it. */
const isTuned = (one: Deployed): boolean => !one.topology.broker && !isMinimal(one);

/** `0.12 to 0.3 ms`, or one value. */
function ends(values: readonly number[], unit: string): string {
  const [least, most] = [Math.min(...values), Math.max(...values)].map(figure);
  return least === most ? `${least}\u00a0${unit}` : `${least} to ${most}\u00a0${unit}`;
}

/** What the proxies add to the median latency of these transports, where it is known to be more. */
function addedMs({ straight }: ByTopology, deployed: readonly Deployed[], transports: readonly Transport[]) {
  return deployed.flatMap(one =>
    transports.flatMap(transport => {
      const added = addedBy(straight, one.view, transport, percentileOf('p50'));
      return added?.isKnown && added.value > 0 ? [{ ...one, transport, ms: added.value }] : [];
    }),
  );
}

const PUSH = TESTED_TRANSPORTS.filter(isPush);

/** The CPU of a delivery that one of the processes takes; none where it is not known. */
const cpuOf = (role: DeployedRole, view: PointView, transport: Transport): number[] =>
  sharesAt(view, transport).flatMap(share => (share.role === role ? (share.cpuMicrosPerDelivery ?? []) : []));

/** What the proxies with their file in deploy/ add, and what they take. */
function tunedInWords(groups: ByTopology): string[] {
  const through = groups.deployed.filter(isTuned);
  if (through.length === 0) return [];
  const added = [
    ['push', PUSH],
    ['a long poll', ['long-polling']],
  ] as const;
  const said = added.flatMap(([name, transports]) => {
    const known = addedMs(groups, through, transports);
    const names = through
      .filter(({ topology }) => known.some(one => one.topology === topology))
      .map(({ topology }) => proxyOf(topology));
    const values = known.map(({ ms }) => ms);
    return values.length === 0 ? [] : [`${ends(values, 'ms')} to ${name} through ${list(names)}`];
  });
  const cpu = through.flatMap(({ view }) => PUSH.flatMap(transport => cpuOf('proxy', view, transport)));
  return [
    ...(said.length === 0 ? [] : [`Added to the median: ${said.join('; ')}.`]),
    ...(cpu.length === 0 ? [] : [`The proxy itself takes ${ends(cpu, 'µs')} of CPU a delivery by push.`]),
  ];
}

/** What does not arrive through a minimal configuration, or comes late; one sentence each. */
function minimalInWords(groups: ByTopology): string[] {
  const through = groups.deployed.filter(isMinimal);
  const refused = through.flatMap(({ view, topology }) => {
    const transports = TESTED_TRANSPORTS.filter(transport => notPassedAt(view, transport) !== null);
    return transports.length === 0
      ? []
      : [`${proxyOf(topology)} does not pass ${list(transports.map(inProse))}`];
  });
  const held = addedMs(groups, through, [...PUSH, 'long-polling'])
    .filter(({ ms }) => ms >= HELD_MS)
    .map(
      ({ topology, transport, ms }) =>
        `${proxyOf(topology)} delays ${inProse(transport)} by ${withUnit(ms, 'ms')}`,
    );
  const ended = through.flatMap(({ view, topology }) => {
    const transports = TESTED_TRANSPORTS.filter(transport => brokenAt(view, transport) >= MOST_BROKEN);
    return transports.length === 0
      ? []
      : [
          `${proxyOf(topology)} ends ${list(transports.map(inProse))} within ${withUnit(view.point.windowSeconds, 's')}`,
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

/** What a broker adds, alone and behind a proxy with one server or more; one sentence each. */
function brokersInWords(groups: ByTopology): string[] {
  const own = groups.deployed.filter(({ topology }) => topology.broker);
  const said = own.flatMap(one => {
    const push = addedMs(groups, [one], PUSH).map(({ ms }) => ms);
    return push.length === 0 ? [] : [`${topologyName(one.topology)}: ${ends(push, 'ms')}`];
  });
  const cpu = own.flatMap(({ view }) => PUSH.flatMap(transport => cpuOf('broker', view, transport)));
  return [
    ...(said.length === 0 ? [] : [`Added to the median of push. ${said.join('; ')}.`]),
    ...(cpu.length === 0 ? [] : [`The broker itself takes ${ends(cpu, 'µs')} of CPU a delivery by push.`]),
  ];
}

/**
 * What proxies and brokers add to a notification, what they take, and what proxies do not pass on;
 * null for points that do not differ by their topology alone.
 */
export function topologiesInWords(points: readonly PointView[]): string[] | null {
  const groups = byTopology(points);
  if (!groups) return null;
  const said = [...tunedInWords(groups), ...brokersInWords(groups), ...minimalInWords(groups)];
  return said.length === 0 ? null : said;
}
