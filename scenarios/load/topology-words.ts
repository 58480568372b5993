import type { Configuration, ProxyName, Topology } from './topology.ts';

/** The proxies’ names, as their makers write them. */
export const PROXY_NAMES: Record<ProxyName, string> = {
  nginx: 'nginx',
  haproxy: 'HAProxy',
  caddy: 'Caddy',
  envoy: 'Envoy',
};

const FILES: Record<Configuration, string> = {
  tuned: 'with its file in deploy/',
  minimal: 'with its minimal configuration',
};

/** `nginx, with its file in deploy/` */
export const topologyInWords = ({ proxy, configuration = 'tuned' }: Topology): string =>
  `${PROXY_NAMES[proxy]}, ${FILES[configuration]}`;

/** For a label: `nginx`, `nginx, minimal`. */
export const topologyName = ({ proxy, configuration = 'tuned' }: Topology): string =>
  configuration === 'tuned' ? PROXY_NAMES[proxy] : `${PROXY_NAMES[proxy]}, minimal`;
