import { PROBE_SEQ } from '../../scenarios/load/schedule.ts';
import type { PushTransport } from '../../scenarios/load/transport.ts';
import type { Deflate } from '../../scenarios/load/transport-options.ts';
import { type Codec, FLUSH_MARK_BYTES } from '../models/codec.ts';
import {
  COMMENT_BYTES,
  chunkBytes,
  eventBytes,
  lineBytes,
  SOME_EPOCH,
  WEBSOCKET_PING_BYTES,
  WEBSOCKET_PONG_BYTES,
  webSocketHeadBytes,
} from '../models/frames.ts';
import { dataBytes, windowUpdateBytes } from '../models/http2.ts';
import { heartbeatsPerSubscriber } from '../models/push.ts';
import { weightedMeanMs } from '../models/quantiles.ts';
import { messageBytes } from '../models/tls.ts';
import { type CompressedFraming, compressedFrames } from './compressed-frames.ts';
import { type Prediction, type TrialConditions, windowOf } from './conditions.ts';
import { subscribersOnConnection } from './connection-groups.ts';
import { type FrameBytes, pushLatencies } from './push-latency.ts';
import type { Timeline } from './timeline.ts';

// The models of push applied to the schedule of one trial.

/**
 * How a transport frames one notification, the messages of a heartbeat in both directions with
 * their bytes, and whether it uses HTTP requests.
 */
interface Framing {
  frameBytes: (notification: { seq: number; jsonBytes: number }) => number;
  heartbeatBytes: readonly number[];
  /** What carries both over HTTP/1.1; left out where they stand on the connection as they are. */
  carriedBytes?: (contentBytes: number) => number;
  isHttp: boolean;
  /** The same if notifications are compressed; none for a reference. */
  compressed?: CompressedFraming & {
    heartbeatBytes: (codec: Codec, deflate: Deflate | undefined) => readonly number[];
  };
}

const line: Framing = {
  frameBytes: ({ jsonBytes }) => lineBytes(jsonBytes),
  heartbeatBytes: [],
  isHttp: false,
};

export const FRAMINGS: Record<PushTransport, Framing> = {
  sse: {
    frameBytes: eventBytes,
    heartbeatBytes: [COMMENT_BYTES],
    carriedBytes: chunkBytes,
    isHttp: true,
    compressed: {
      content: ({ seq, json }) => `id: ${SOME_EPOCH}-${seq}\ndata: ${json}\n\n`,
      frameBytes: flushedBytes => flushedBytes,
      heartbeatBytes: (codec, deflate) => [codec.flushedBytes(':\n', '', deflate)],
    },
  },
  websocket: {
    frameBytes: ({ jsonBytes }) => webSocketHeadBytes(jsonBytes, 'server') + jsonBytes,
    heartbeatBytes: [WEBSOCKET_PING_BYTES, WEBSOCKET_PONG_BYTES],
    isHttp: true,
    compressed: {
      content: ({ json }) => json,
      frameBytes: flushedBytes => {
        const dataBytes = flushedBytes - FLUSH_MARK_BYTES;
        return webSocketHeadBytes(dataBytes, 'server') + dataBytes;
      },
      plainBytes: contentBytes => webSocketHeadBytes(contentBytes, 'server') + contentBytes,
      // Control frames are never compressed.
      heartbeatBytes: () => [WEBSOCKET_PING_BYTES, WEBSOCKET_PONG_BYTES],
    },
  },
  'tcp-floor': line,
  'bare-reader': line,
};

/** The bytes of frames and heartbeats without TLS, compressed or as they are. */
function contentOf(
  { load: { connection }, codec }: TrialConditions,
  timelines: readonly Timeline[],
  { compressed, frameBytes, heartbeatBytes, deflate }: Framing & { deflate: Deflate | undefined },
): { contentBytes: FrameBytes; heartbeatBytes: readonly number[] } {
  const compression = connection?.compression;
  if (compression && compressed && codec) {
    const frames = new Map(
      timelines.map(timeline => [
        timeline,
        compressedFrames(timeline, compressed, compression, codec, deflate),
      ]),
    );
    return {
      contentBytes: (timeline, index) => frames.get(timeline)?.[index] as number,
      heartbeatBytes: compressed.heartbeatBytes(codec, deflate),
    };
  }
  return {
    contentBytes: ({ jsonBytes }, index) =>
      frameBytes({ seq: PROBE_SEQ + 1 + index, jsonBytes: jsonBytes[index] as number }),
    heartbeatBytes,
  };
}

const asItIs = (bytes: number) => bytes;

/** How many frames of a notification a connection carries in the mean, written together. */
const togetherOn = (conditions: TrialConditions): number =>
  conditions.load.audience.kind === 'shared' ? subscribersOnConnection(conditions) : 1;

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
  framing: Framing & { heartbeatSeconds: number; deflate: Deflate | undefined },
): Prediction {
  const { heartbeatSeconds, isHttp } = framing;
  const { load, windowSeconds } = conditions;
  const { contentBytes, heartbeatBytes } = contentOf(conditions, timelines, framing);
  const { connection } = load;
  const isHttp2 = isHttp && connection?.http === 2;
  const carried = isHttp2 ? dataBytes : (framing.carriedBytes ?? asItIs);
  const together = isHttp2 ? togetherOn(conditions) : 1;
  const frameBytes: FrameBytes = (timeline, index) =>
    messageBytes(together * carried(contentBytes(timeline, index)), connection) / together;
  const { fromMs } = windowOf(conditions);
  const requests = isHttp ? { requests: 0 } : {};
  let deliveries = 0;
  let bytes = 0;
  for (const timeline of timelines) {
    const { atMs, followers } = timeline;
    for (const [index, at] of atMs.entries()) {
      if (at < fromMs) continue;
      deliveries += followers;
      bytes += followers * frameBytes(timeline, index);
      if (isHttp2) bytes += followers * windowUpdateBytes(contentBytes(timeline, index), connection, 2);
    }
  }
  if (deliveries === 0) return requests;
  const heartbeats =
    load.subscribers * heartbeatsPerSubscriber({ windowSeconds, everySeconds: heartbeatSeconds });
  const heartbeatSum = heartbeatBytes.reduce((sum, one) => sum + messageBytes(carried(one), connection), 0);
  const latencies = pushLatencies(conditions, timelines, frameBytes) ?? [];
  const latencyMeanMs = weightedMeanMs(latencies);
  return {
    ...(latencyMeanMs !== null && { latencyMeanMs, latencies }),
    ...requests,
    batchMean: 1,
    applicationBytesPerDelivery: (bytes + heartbeats * heartbeatSum) / deliveries,
  };
}
