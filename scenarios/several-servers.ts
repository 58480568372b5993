import { toSingleUsers } from './load/to-single-users.ts';
import type { Topology } from './load/topology.ts';
import { topologyName } from './load/topology-words.ts';
import type { Point, Scenario } from './scenario.ts';

const TOPOLOGIES: readonly [id: string, topology: Topology][] = [
  ['haproxy', { proxy: 'haproxy' }],
  ['valkey', { broker: 'valkey' }],
  ['valkey-haproxy', { proxy: 'haproxy', broker: 'valkey' }],
  ['valkey-haproxy-2', { proxy: 'haproxy', servers: 2, broker: 'valkey' }],
  ['valkey-haproxy-4', { proxy: 'haproxy', servers: 4, broker: 'valkey' }],
];

const point = ([id, topology]: (typeof TOPOLOGIES)[number]): Point => ({
  id,
  label: topologyName(topology),
  load: { ...toSingleUsers, topology },
});

/** One stream by several servers, with its feed on a broker. */
export const severalServers = {
  id: 'several-servers',
  title: 'Several servers',
  question: 'What does a broker add to a notification, and what do several servers behind a proxy?',
  answeredBy: 'p50',
  prediction:
    'A notification goes from the first server to the broker and from there to every server: two hops more, and a process to wake on each. Where ' +
    'all are busy that is 0.1 ms, from idle four times as much. The broker’s CPU for each notification is small beside a server’s. Each server reads ' +
    'every notification, also those that none of its subscribers follow: so four servers take more CPU than one. On a machine with one core for ' +
    'all of them they do not carry more.',
  claims: [],
  points: [
    { id: 'one', label: 'one server, the feed in memory', load: toSingleUsers },
    ...TOPOLOGIES.map(point),
  ],
  windowSeconds: { quick: 4 },
  blocks: { quick: 3 },
} satisfies Scenario;
