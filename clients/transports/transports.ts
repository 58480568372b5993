import { nowMicros } from '../../scenarios/load/notification.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { TransportOptions } from '../../scenarios/load/transport-options.ts';
import { bareReader } from './bare-reader.ts';
import { longPolling } from './long-polling.ts';
import { shortPolling } from './short-polling.ts';
import { sse } from './sse.ts';
import type { Connect } from './subscriber.ts';
import { tcpFloor } from './tcp-floor.ts';
import { websocket } from './websocket.ts';

/** Where a subscriber stands among the others of its worker: `share` of them, 0 to 1, come before it. */
export interface StartPhase {
  share: number;
  random: () => number;
}

const phasesMs = {
  spread: (intervalMs: number, { share }: StartPhase) => share * intervalMs,
  random: (intervalMs: number, { random }: StartPhase) => random() * intervalMs,
  // At whole intervals of the clock that all processes share.
  together: (intervalMs: number) => intervalMs - ((nowMicros() / 1000) % intervalMs),
};

/** The client of each transport, with the options of a scenario. */
export const clients = {
  'short-polling': ({ phases = 'spread', ...how }, place) =>
    shortPolling({ ...how, phaseMs: () => phasesMs[phases](how.intervalMs, place) }),
  'long-polling': ({ spreadFirstWait = false, ...how }, { random }) =>
    longPolling({
      ...how,
      // Drawn, and not dealt out in the order of connecting: that takes a second by itself, and waits are whole seconds, so that a
      // window would hold a fifth too few.
      ...(spreadFirstWait && { firstWaitSeconds: 1 + Math.floor(random() * how.waitSeconds) }),
    }),
  sse: () => sse,
  websocket: options => websocket(options),
  'tcp-floor': () => tcpFloor,
  'bare-reader': () => bareReader,
} satisfies { [T in Transport]: (options: TransportOptions[T], place: StartPhase) => Connect };
