import { nowMicros } from '../../scenarios/load/notification.ts';
import { silenceMsFor } from '../../scenarios/load/time-outs.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { TransportOptions } from '../../scenarios/load/transport-options.ts';
import { bareReader } from './bare-reader.ts';
import { longPolling } from './long-polling.ts';
import { shortPolling } from './short-polling.ts';
import { sse } from './sse.ts';
import type { Connect } from './subscriber.ts';
import { tcpFloor } from './tcp-floor.ts';
import { websocket } from './websocket.ts';

/**
 * The position of a subscriber among those of its worker: `share` of them, 0 to 1, come before it.
 */
export interface StartPhase {
  share: number;
  random: () => number;
}

const phasesMs = {
  spread: (intervalMs: number, { share }: StartPhase) => share * intervalMs,
  random: (intervalMs: number, { random }: StartPhase) => random() * intervalMs,
  // At multiples of the interval on the clock that all processes share.
  together: (intervalMs: number) => intervalMs - ((nowMicros() / 1000) % intervalMs),
};

/** A stream that tolerates silence for as long as the heartbeat of the load asks for. */
function awaiting({ heartbeatSeconds }: TransportOptions['sse'], connect: Connect): Connect {
  if (heartbeatSeconds === undefined) return connect;
  const silenceMs = silenceMsFor(heartbeatSeconds);
  return (target, options) => connect(target, { silenceMs, ...options });
}

/** The client of each transport, with a scenario's options. */
export const clients = {
  'short-polling': ({ phases = 'spread', ...how }, place) =>
    shortPolling({ ...how, phaseMs: () => phasesMs[phases](how.intervalMs, place) }),
  'long-polling': ({ spreadFirstWait = false, ...how }, { random }) =>
    longPolling({
      ...how,
      // Drawn at random, not assigned in the order of connecting. Connecting itself takes a second,
      // and waits are whole seconds, so a window would contain a fifth too few.
      ...(spreadFirstWait && { firstWaitSeconds: 1 + Math.floor(random() * how.waitSeconds) }),
    }),
  sse: options => awaiting(options, sse),
  websocket: options => awaiting(options, websocket(options)),
  'tcp-floor': () => tcpFloor,
  'bare-reader': () => bareReader,
} satisfies { [T in Transport]: (options: TransportOptions[T], place: StartPhase) => Connect };
