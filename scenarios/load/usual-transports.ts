import type { Load } from './load.ts';

/**
 * All four transports with their usual settings: a short poll every `intervalMs`, a long poll with
 * a wait of at most 25 s.
 */
export const usualTransports = (intervalMs: number) =>
  ({
    'short-polling': { intervalMs },
    'long-polling': { waitSeconds: 25 },
    sse: {},
    websocket: {},
  }) satisfies Load['transports'];

/** The same, and bare TCP as the reference. */
export const usualTransportsAndFloor = (intervalMs: number) => ({
  ...usualTransports(intervalMs),
  'tcp-floor': {},
});
