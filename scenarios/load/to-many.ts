import type { Load } from './load.ts';
import { usualTransports } from './usual-transports.ts';

/** Often enough that everyone soon has something due after a fault. */
export const toMany: Load = {
  audience: { kind: 'shared', topic: 'news' },
  subscribers: 100,
  arrivals: { kind: 'periodic', ratePerSecond: 20 },
  payloadBytes: 120,
  transports: usualTransports(1000),
};
