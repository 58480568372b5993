import type { Load } from './load.ts';
import { usualTransports } from './usual-transports.ts';

/** A notification now and then to one user each: what a topology adds to one is its own. */
export const toSingleUsers: Load = {
  audience: { kind: 'own', prefix: 'user-' },
  subscribers: 200,
  arrivals: { kind: 'poisson', ratePerSecond: 60 },
  payloadBytes: 200,
  transports: usualTransports(1000),
};
