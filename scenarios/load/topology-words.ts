import type { BrokerName, Configuration, ProxyName, Storage, Topology } from './topology.ts';

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

const STORED: Record<Storage, string> = { memory: '', disk: ', stored on its disk' };

/** `nginx, with its file in deploy/; 2 servers; the feed on Valkey, stored on its disk` */
export const topologyInWords = ({
  proxy,
  configuration = 'tuned',
  servers,
  broker,
  storage = 'memory',
}: Topology): string =>
  [
    ...(proxy ? [`${PROXY_NAMES[proxy]}, ${FILES[configuration]}`] : []),
    ...(servers && servers > 1 ? [`${servers} servers`] : []),
    ...(broker ? [`the feed on ${BROKER_NAMES[broker]}${STORED[storage]}`] : []),
  ].join('; ');

/** For a label: `nginx`, `nginx, minimal`, `HAProxy, 2 servers, Valkey on disk`. */
export const topologyName = ({
  proxy,
  configuration = 'tuned',
  servers,
  broker,
  storage,
}: Topology): string =>
  [
    ...(proxy ? [PROXY_NAMES[proxy]] : []),
    ...(configuration === 'minimal' ? ['minimal'] : []),
    ...(servers && servers > 1 ? [`${servers} servers`] : []),
    ...(broker ? [`${BROKER_NAMES[broker]}${storage === 'disk' ? ' on disk' : ''}`] : []),
  ].join(', ');
