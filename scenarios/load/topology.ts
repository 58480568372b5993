import { type Static, Type } from 'typebox';
import type { Connection } from './connection.ts';
import type { Fault } from './fault.ts';
import { isTested, REFERENCES, type Transport } from './transport.ts';

/** The proxies that the lab can put in front of a server. */
export const PROXIES = ['nginx', 'haproxy', 'caddy', 'envoy'] as const;
export type ProxyName = (typeof PROXIES)[number];

/** The brokers that can number and hold the feed of several servers. */
export const BROKERS = ['valkey'] as const;
export type BrokerName = (typeof BROKERS)[number];

/**
 * How a proxy is configured. tuned: by the file in deploy/, with what the four transports need;
 * minimal: by the one in deploy/minimal/, the shortest that passes requests on.
 */
export const CONFIGURATIONS = ['tuned', 'minimal'] as const;
export type Configuration = (typeof CONFIGURATIONS)[number];

/** Where a broker keeps the feed. */
export const STORAGES = ['memory', 'disk'] as const;
export type Storage = (typeof STORAGES)[number];

/** The most servers behind one proxy. */
export const MOST_SERVERS = 8;

/** What stands around a server. Without it, clients reach one that has the feed in memory. */
export const Topology = Type.Object(
  {
    proxy: Type.Optional(
      Type.Enum(PROXIES, { description: 'the program that takes the clients’ connections' }),
    ),
    configuration: Type.Optional(
      Type.Enum(CONFIGURATIONS, {
        description:
          'tuned (default): deploy/ has its file; minimal: deploy/minimal/ has it, and what does not arrive is a result',
      }),
    ),
    servers: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MOST_SERVERS,
        description: 'how many servers deliver the feed behind the proxy; 1 by default',
      }),
    ),
    broker: Type.Optional(
      Type.Enum(BROKERS, {
        description: 'the program that numbers and holds the feed; without it, the server does',
      }),
    ),
    storage: Type.Optional(
      Type.Enum(STORAGES, {
        description:
          'memory (default): what a broker held is gone when it ends; disk: it acknowledges what is on the disk',
      }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type Topology = Static<typeof Topology>;

/** What stands around the server of a transport. References have no HTTP to pass on. */
export const topologyOf = (
  { topology }: { topology?: Topology },
  transport: Transport,
): Topology | undefined => (isTested(transport) ? topology : undefined);

/** The parts of a load that a topology may contradict. */
interface Beside {
  topology?: Topology;
  connection?: Connection;
  browser?: unknown;
  requests?: unknown;
  tools?: unknown;
  visits?: unknown;
  fault?: Fault;
  transports: Partial<Record<Transport, unknown>>;
  stalledShare?: number;
}

/** What of a load a proxy does not allow, one clause each. */
function proxyFaults({ connection, browser, requests, tools, visits, stalledShare }: Beside): string[] {
  const faults: string[] = [];
  if (connection) faults.push('through a proxy, clients speak plain HTTP/1.1 without compression');
  if (browser) faults.push('a page of a browser comes from the server itself');
  if (requests || tools) faults.push('external tools are not driven through a proxy');
  if (visits) faults.push('visitors come without a proxy');
  if (stalledShare) faults.push('a proxy would read for a stalled subscriber');
  return faults;
}

/** What of a fault a topology does not allow, one clause each. */
function faultFaults(fault: Fault, { topology, transports }: Beside): string[] {
  const isOfServer = fault.kind !== 'release' && fault.kind !== 'broker';
  if (!isOfServer && REFERENCES.some(name => name in transports))
    return ['references have no servers that are replaced, and no broker'];
  if (fault.kind === 'release')
    return (topology?.servers ?? 1) > 1
      ? []
      : ['a release needs several servers, which stand in for each other'];
  if (isOfServer) return topology ? ['faults of one server or of the cable happen without a topology'] : [];
  if (!topology?.broker) return ['a fault of a broker needs a broker'];
  if (fault.how === 'killed' && topology.storage !== 'disk')
    return ['a broker that is killed needs its feed on the disk: all subscriptions would end'];
  return [];
}

/** What of a load its topology does not allow, one clause each; empty if it allows all. */
export function topologyFaults(load: Beside): string[] {
  const { topology, fault } = load;
  const ofFault = fault ? faultFaults(fault, load) : [];
  if (!topology) return ofFault;
  const { proxy, configuration, servers, broker, storage } = topology;
  const isSeveral = servers !== undefined && servers > 1;
  const faults = [...(proxy ? proxyFaults(load) : []), ...ofFault];
  if (storage && !broker) faults.push('a storage is that of a broker');
  if (configuration && !proxy) faults.push('a configuration is that of a proxy');
  if (isSeveral && !proxy) faults.push('several servers need a proxy in front of them');
  if (isSeveral && configuration === 'minimal') faults.push('a minimal configuration is for one server');
  if (servers !== undefined && !broker)
    faults.push('servers share a feed by a broker: each would number by itself');
  return faults;
}
