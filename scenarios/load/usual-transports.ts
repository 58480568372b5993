import type { Load } from './load.ts';

/** All four ways at their usual settings: a short poll every `intervalMs`, a long poll that waits for 25 s at most. */
export const usualTransports = (intervalMs: number) =>
  ({
    'short-polling': { intervalMs },
    'long-polling': { waitSeconds: 25 },
    sse: {},
    websocket: {},
  }) satisfies Load['transports'];

/** The same, and bare TCP to compare them with. */
export const usualTransportsAndFloor = (intervalMs: number) => ({
  ...usualTransports(intervalMs),
  'tcp-floor': {},
});
