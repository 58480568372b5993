import { type Static, Type } from 'typebox';
import type { Connection } from './connection.ts';
import { isTested, type Transport } from './transport.ts';

/** The proxies that the lab can put in front of a server. */
export const PROXIES = ['nginx', 'haproxy', 'caddy', 'envoy'] as const;
export type ProxyName = (typeof PROXIES)[number];

/**
 * How a proxy is configured. tuned: by the file in deploy/, with what the four transports need;
 * minimal: by the one in deploy/minimal/, the shortest that passes requests on.
 */
export const CONFIGURATIONS = ['tuned', 'minimal'] as const;
export type Configuration = (typeof CONFIGURATIONS)[number];

/** What stands between the network and a server. Without it, nothing does. */
export const Topology = Type.Object(
  {
    proxy: Type.Enum(PROXIES, { description: 'the program that takes the clients’ connections' }),
    configuration: Type.Optional(
      Type.Enum(CONFIGURATIONS, {
        description:
          'tuned (default): deploy/ has its file; minimal: deploy/minimal/ has it, and what does not arrive is a result',
      }),
    ),
  },
  { additionalProperties: false },
);
export type Topology = Static<typeof Topology>;

/** What stands in front of the server of a transport. References have no HTTP to pass on. */
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
  fault?: { kind: string };
  stalledShare?: number;
}

/** What of a load its topology does not allow, one clause each; empty if it allows all. */
export function topologyFaults(load: Beside): string[] {
  const { topology, connection, browser, requests, tools, visits, fault, stalledShare } = load;
  if (!topology) return [];
  const faults: string[] = [];
  if (connection) faults.push('through a proxy, clients speak plain HTTP/1.1 without compression');
  if (browser) faults.push('a page of a browser comes from the server itself');
  if (requests || tools) faults.push('external tools are not driven through a proxy');
  if (visits) faults.push('visitors come without a proxy');
  if (fault) faults.push('faults happen without a proxy');
  if (stalledShare) faults.push('a proxy would read for a stalled subscriber');
  return faults;
}
