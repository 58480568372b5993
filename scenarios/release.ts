import type { Load } from './load/load.ts';
import { toMany } from './load/to-many.ts';
import type { Point, Preset, Scenario } from './scenario.ts';

const load: Load = {
  ...toMany,
  topology: { proxy: 'haproxy', servers: 3, broker: 'valkey' },
};

const point = (id: string, label: string, drains: boolean): Point => ({
  id,
  label,
  load: { ...load, fault: { kind: 'release', atSeconds: 1, everySeconds: 2, drains } },
});

/** The same window with every preset: what happens in it takes as long. */
const windowSeconds: Record<Preset, number> = { smoke: 9, quick: 9, standard: 9, thorough: 9 };

/** Servers that are replaced one by one, under load. */
export const release = {
  id: 'release',
  title: 'A release',
  question:
    'Three servers are replaced one after the other: who must connect again, how late is the latest, and is anything lost?',
  answeredBy: 'p99',
  prediction:
    'Nothing is lost: whoever connects again continues from its cursor, at any server. Each server has a third of the streams, which end with ' +
    'it. They connect again after a pause of 50 to 100 ms, at a server that is there. So they are late by about 0.1 s, three times in the window ' +
    'at most: one or two of a hundred deliveries. Short polling has no connection to a server, as the proxy shares its own. A poll that finds a ' +
    'server gone goes to the next one. A long poll waits at one server: drained, it is answered at once; killed, it is cut and sent again. ' +
    'Draining tells clients by the end of a response or by a close frame, a kill by the end of the connection: both cost push the same.',
  claims: ['C15'],
  points: [
    point('drained', 'each server is drained and replaced, every 2 s', true),
    point('killed', 'each server is killed and replaced, every 2 s', false),
  ],
  windowSeconds,
  blocks: { quick: 1, standard: 3, thorough: 5 },
} satisfies Scenario;
