import { PROBE_SEQ } from '../../scenarios/load/schedule.ts';
import type { PushTransport } from '../../scenarios/load/transport.ts';
import {
  lineBytes,
  SSE_HEARTBEAT_BYTES,
  sseEventBytes,
  WEBSOCKET_PING_BYTES,
  WEBSOCKET_PONG_BYTES,
  webSocketHeadBytes,
} from '../models/frames.ts';
import { heartbeatsPerSubscriber } from '../models/push.ts';
import { weightedMeanMs } from '../models/quantiles.ts';
import { messageBytes } from '../models/tls.ts';
import { type Prediction, type TrialConditions, windowOf } from './conditions.ts';
import { type FrameBytes, pushLatencies } from './push-latency.ts';
import type { Timeline } from './timeline.ts';

// The models of push applied to the schedule of one trial.

/**
 * How a transport frames one notification, the messages of a heartbeat in both directions with
 * their bytes, and whether it uses HTTP requests.
 */
interface Framing {
  frameBytes: FrameBytes;
  heartbeatBytes: readonly number[];
  isHttp: boolean;
}

const line: Framing = {
  frameBytes: ({ jsonBytes }) => lineBytes(jsonBytes),
  heartbeatBytes: [],
  isHttp: false,
};

export const FRAMINGS: Record<PushTransport, Framing> = {
  sse: { frameBytes: sseEventBytes, heartbeatBytes: [SSE_HEARTBEAT_BYTES], isHttp: true },
  websocket: {
    frameBytes: ({ jsonBytes }) => webSocketHeadBytes(jsonBytes, 'server') + jsonBytes,
    heartbeatBytes: [WEBSOCKET_PING_BYTES, WEBSOCKET_PONG_BYTES],
    isHttp: true,
  },
  'tcp-floor': line,
  'bare-reader': line,
};

/**
 * A push: one notification per frame, and no request in the window, because the connections were
 * opened before it. Latency depends on the place in the fan-out and in the queue of notifications.
 * The time c of a delivery is the trial's own CPU per delivery, of server or clients, whichever is
 * slower. That is semi-empirical, but CPU is measured separately from latency. Over a path with a
 * limit of bandwidth, c is at least the time that the bits of a frame take. There is no latency
 * for bursts, because it depends on how fast the publisher writes the lines of a burst.
 */
export function pushTrial(
  conditions: TrialConditions,
  timelines: readonly Timeline[],
  framing: Framing & { heartbeatSeconds: number },
): Prediction {
  const { heartbeatBytes, heartbeatSeconds, isHttp } = framing;
  const { load, windowSeconds } = conditions;
  const frameBytes: FrameBytes = one => messageBytes(framing.frameBytes(one), load.connection);
  const { fromMs } = windowOf(conditions);
  const requests = isHttp ? { requests: 0 } : {};
  let deliveries = 0;
  let bytes = 0;
  for (const { atMs, jsonBytes, followers } of timelines) {
    for (const [index, at] of atMs.entries()) {
      if (at < fromMs) continue;
      deliveries += followers;
      const seq = PROBE_SEQ + 1 + index;
      bytes += followers * frameBytes({ seq, jsonBytes: jsonBytes[index] as number });
    }
  }
  if (deliveries === 0) return requests;
  const heartbeats =
    load.subscribers * heartbeatsPerSubscriber({ windowSeconds, everySeconds: heartbeatSeconds });
  const heartbeatSum = heartbeatBytes.reduce((sum, one) => sum + messageBytes(one, load.connection), 0);
  const latencies = pushLatencies(conditions, timelines, frameBytes) ?? [];
  const latencyMeanMs = weightedMeanMs(latencies);
  return {
    ...(latencyMeanMs !== null && { latencyMeanMs, latencies }),
    ...requests,
    batchMean: 1,
    applicationBytesPerDelivery: (bytes + heartbeats * heartbeatSum) / deliveries,
  };
}
