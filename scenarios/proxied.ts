import { toSingleUsers } from './load/to-single-users.ts';
import { CONFIGURATIONS, type Configuration, PROXIES, type ProxyName } from './load/topology.ts';
import { topologyName } from './load/topology-words.ts';
import type { Point, Scenario } from './scenario.ts';

/** Envoy ends every response after 15 s by default; no other limit is as short. */
const timeOutSeconds = (proxy: ProxyName): number => (proxy === 'envoy' ? 18 : 4);

/** The same load through a proxy. */
function through(proxy: ProxyName, configuration: Configuration): Point {
  const isTuned = configuration === 'tuned';
  const topology = isTuned ? { proxy } : { proxy, configuration };
  return {
    id: isTuned ? proxy : `${proxy}-minimal`,
    label: topologyName(topology),
    load: { ...toSingleUsers, topology },
    // What a minimal configuration breaks shows at once, or after the time-out that it has.
    ...(!isTuned && { blocks: { quick: 1 }, windowSeconds: { quick: timeOutSeconds(proxy) } }),
  };
}

const throughEach = CONFIGURATIONS.flatMap(configuration =>
  PROXIES.map(proxy => through(proxy, configuration)),
);

/** The four transports straight to the server, and through each proxy. */
export const proxied = {
  id: 'proxied',
  title: 'Through a proxy',
  question: 'What do nginx, HAProxy, Caddy and Envoy add to a notification, and what do they not pass on?',
  answeredBy: 'p50',
  prediction:
    'A proxy reads each message and writes it again: one more hop inside the machine, 0.1 to 0.3 ms, for a poll twice. It shares the server’s ' +
    'core here, so a busy core adds more. Its own CPU is of the server’s order: parsing a request costs more than copying an event. It holds two ' +
    'sockets for each subscriber that stays, and buffers for both. With their minimal configurations, nginx and Envoy pass no WebSocket, and ' +
    'HAProxy holds an event for 200 ms, and Envoy ends event streams and long polls after 15 s.',
  claims: [],
  points: [{ id: 'straight', label: 'straight', load: toSingleUsers }, ...throughEach],
  windowSeconds: { quick: 4 },
  blocks: { quick: 3 },
} satisfies Scenario;
