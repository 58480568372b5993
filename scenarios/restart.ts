import type { Load } from './load/load.ts';
import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

const shared: Load = {
  audience: { kind: 'shared', topic: 'news' },
  subscribers: 100,
  arrivals: { kind: 'periodic', ratePerSecond: 20 },
  payloadBytes: 120,
  transports: usualTransportsAndFloor(1000),
};

/** The server dies, or the cable does. */
export const restart = {
  id: 'restart',
  title: 'A broken connection',
  question:
    'The server is gone for two seconds, or the cable for five: what is lost, and when is everyone whole again?',
  prediction:
    'Nothing is lost, on any transport: each comes back with its cursor and gets what it missed. Who lost the server returns within ' +
    'its back-off, which by then has grown to a second or two. After a cut cable nobody has to reconnect: TCP tries again by ' +
    'itself, at growing intervals, up to as long after as the cut lasted.',
  claims: ['C7', 'C15'],
  points: [
    {
      id: 'killed',
      label: 'the server is killed, and back after 2 s',
      load: { ...shared, fault: { kind: 'restart', atSeconds: 1, forSeconds: 2 } },
      windowSeconds: { smoke: 8, quick: 10, standard: 12, thorough: 20 },
    },
    {
      id: 'cut',
      label: 'all cables are cut for 5 s',
      load: { ...shared, fault: { kind: 'cut', atSeconds: 1, forSeconds: 5 } },
      windowSeconds: { smoke: 16, quick: 16, standard: 20, thorough: 20 },
    },
  ],
  blocks: { quick: 1, standard: 3, thorough: 5 },
} satisfies Scenario;
