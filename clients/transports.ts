import type { Transport, TransportOptions } from '../scenarios/transport.ts';
import { bareReader } from './bare-reader.ts';
import { longPolling } from './long-polling.ts';
import { shortPolling } from './short-polling.ts';
import { sse } from './sse.ts';
import type { Connect } from './subscriber.ts';
import { tcpFloor } from './tcp-floor.ts';
import { websocket } from './websocket.ts';

/** The client of each transport, with the options of a scenario; `share` (0 to 1) places a subscriber among the others. */
export const clients = {
  'short-polling': ({ intervalMs }, share) => shortPolling({ intervalMs, phaseMs: share * intervalMs }),
  'long-polling': ({ waitSeconds }) => longPolling({ waitSeconds }),
  sse: () => sse,
  websocket: () => websocket,
  'tcp-floor': () => tcpFloor,
  'bare-reader': () => bareReader,
} satisfies { [T in Transport]: (options: TransportOptions[T], share: number) => Connect };
