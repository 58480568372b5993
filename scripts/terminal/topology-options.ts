import {
  BROKERS,
  CONFIGURATIONS,
  MOST_SERVERS,
  PROXIES,
  STORAGES,
  type Topology,
} from '../../scenarios/load/topology.ts';
import { topologyInWords, topologyName } from '../../scenarios/load/topology-words.ts';
import type { Addition } from './addition.ts';
import type { Options } from './command.ts';
import { numberIn, oneOf } from './usage-error.ts';

/** The option of the bench and of a single trial that puts a proxy in front of the server. */
export const PROXY_OPTION = {
  proxy: {
    type: 'string',
    value: 'NAME',
    help: `${PROXIES.join(', ')}: in front of the server, as configured in deploy/; NAME:minimal with the least that passes requests on (docs/proxies.md)`,
  },
} as const satisfies Options;

/** The options that put several servers behind the proxy, and their feed on a broker. */
export const BROKER_OPTIONS = {
  servers: {
    type: 'string',
    value: 'N',
    help: `1 to ${MOST_SERVERS} servers behind the proxy, with --broker`,
  },
  broker: {
    type: 'string',
    value: 'NAME',
    help: `${BROKERS.join(', ')}: numbers and holds the feed for all servers; NAME:disk stores it before it acknowledges`,
  },
} as const satisfies Options;

/** A name, and what follows its colon if there is one. */
function named(text: string): [name: string, how: string | undefined] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** The proxy that was typed, as `nginx` or `nginx:minimal`. Throws UsageError. */
function typedProxy(text: string): Pick<Topology, 'proxy' | 'configuration'> {
  const [name, configuration] = named(text);
  const proxy = oneOf('proxy', name, PROXIES);
  if (configuration === undefined) return { proxy };
  return { proxy, configuration: oneOf('configuration of a proxy', configuration, CONFIGURATIONS) };
}

/** The broker that was typed, as `valkey` or `valkey:disk`. Throws UsageError. */
function typedBroker(text: string): Pick<Topology, 'broker' | 'storage'> {
  const [name, storage] = named(text);
  const broker = oneOf('broker', name, BROKERS);
  return storage === undefined
    ? { broker }
    : { broker, storage: oneOf('storage of a broker', storage, STORAGES) };
}

/** What was typed of them together; null without any. Throws UsageError. */
export function typedTopology(values: {
  proxy?: string | undefined;
  servers?: string | undefined;
  broker?: string | undefined;
}): Topology | null {
  const { proxy, servers, broker } = values;
  if (proxy === undefined && servers === undefined && broker === undefined) return null;
  return {
    ...(proxy !== undefined && typedProxy(proxy)),
    ...(servers !== undefined && { servers: numberIn('--servers', servers, 1, MOST_SERVERS, true) }),
    ...(broker !== undefined && typedBroker(broker)),
  };
}

/** Puts a topology around the servers of a run. */
export const topologyAddition = (topology: Topology): Addition => ({
  option: topology.proxy ? '--proxy' : topology.broker ? '--broker' : '--servers',
  name: 'topology',
  words: topologyInWords(topology),
  label: topology.proxy ? `through ${topologyName(topology)}` : `with ${topologyName(topology)}`,
  isIn: load => load.topology !== undefined,
  addTo: load => ({ ...load, topology }),
});
