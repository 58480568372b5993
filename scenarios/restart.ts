import type { Load } from './load/load.ts';
import { toMany } from './load/to-many.ts';
import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

const shared: Load = { ...toMany, transports: usualTransportsAndFloor(1000) };

/** The server is killed, or the cable is cut. */
export const restart = {
  id: 'restart',
  title: 'Broken connections',
  question: 'The server is gone for 2 s, or the cable for 5 s: what is lost, and when have all caught up?',
  answeredBy: 'caught-up-p50',
  prediction:
    'Nothing is lost, on any transport: each subscriber reconnects with its cursor and gets what it missed. After the server was killed, ' +
    'subscribers reconnect within their back-off, which has grown to a second or two by then, and short pollers with their next poll. ' +
    'After a cut cable, no subscriber has to reconnect. TCP retries by itself, at growing intervals, so the delay after the cut may be as ' +
    'long as the cut itself.',
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
