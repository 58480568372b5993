import type { BrokerName, Configuration, ProxyName, Topology } from './topology.ts';

/** The proxies’ names, as their makers write them. */
export const PROXY_NAMES: Record<ProxyName, string> = {
  nginx: 'nginx',
  haproxy: 'HAProxy',
  caddy: 'Caddy',
  envoy: 'Envoy',
};

/** The same of brokers. */
export const BROKER_NAMES: Record<BrokerName, string> = { valkey: 'Valkey' };

const FILES: Record<Configuration, string> = {
  tuned: 'with its file in deploy/',
  minimal: 'with its minimal configuration',
};

/** `nginx, with its file in deploy/; 2 servers; the feed on Valkey` */
export const topologyInWords = ({ proxy, configuration = 'tuned', servers, broker }: Topology): string =>
  [
    ...(proxy ? [`${PROXY_NAMES[proxy]}, ${FILES[configuration]}`] : []),
    ...(servers && servers > 1 ? [`${servers} servers`] : []),
    ...(broker ? [`the feed on ${BROKER_NAMES[broker]}`] : []),
  ].join('; ');

/** For a label: `nginx`, `nginx, minimal`, `HAProxy, 2 servers, Valkey`. */
export const topologyName = ({ proxy, configuration = 'tuned', servers, broker }: Topology): string =>
  [
    ...(proxy ? [PROXY_NAMES[proxy]] : []),
    ...(configuration === 'minimal' ? ['minimal'] : []),
    ...(servers && servers > 1 ? [`${servers} servers`] : []),
    ...(broker ? [BROKER_NAMES[broker]] : []),
  ].join(', ');
