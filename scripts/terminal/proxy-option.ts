import { CONFIGURATIONS, PROXIES, type Topology } from '../../scenarios/load/topology.ts';
import { topologyInWords, topologyName } from '../../scenarios/load/topology-words.ts';
import type { Addition } from './addition.ts';
import type { Options } from './command.ts';
import { oneOf } from './usage-error.ts';

/** The option of the bench and of a single trial that puts a proxy in front of the server. */
export const PROXY_OPTION = {
  proxy: {
    type: 'string',
    value: 'NAME',
    help: `${PROXIES.join(', ')}: in front of the server, as configured in deploy/; NAME:minimal with the least that passes requests on (docs/proxies.md)`,
  },
} as const satisfies Options;

/** The proxy that was typed, as `nginx` or `nginx:minimal`. Throws UsageError. */
export function typedProxy(text: string): Topology {
  const [name = '', configuration, ...rest] = text.split(':');
  const proxy = oneOf('proxy', name, PROXIES);
  if (configuration === undefined) return { proxy };
  return {
    proxy,
    configuration: oneOf('configuration of a proxy', [configuration, ...rest].join(':'), CONFIGURATIONS),
  };
}

/** Puts a proxy in front of the servers of a run. */
export const proxyAddition = (topology: Topology): Addition => ({
  option: '--proxy',
  name: 'proxy',
  words: topologyInWords(topology),
  label: `through ${topologyName(topology)}`,
  isIn: load => load.topology !== undefined,
  addTo: load => ({ ...load, topology }),
});
