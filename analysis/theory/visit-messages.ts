import { PROBE_SEQ } from '../../scenarios/load/schedule.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { lineBytes, sseEventBytes, webSocketHeadBytes } from '../models/frames.ts';
import { pollAnswerBytes, pollRequest } from '../models/poll-messages.ts';
import {
  floorRequestBytes,
  floorStartBytes,
  type StreamRequest,
  sseRequestBytes,
  sseStartBytes,
  WEBSOCKET_ANSWER_BYTES,
  webSocketCloseBytes,
  webSocketRequestBytes,
  webSocketStartBytes,
} from '../models/stream-messages.ts';

// The messages of a visit over HTTP/1.1, or of a reference.

/** A visitor knows nothing of what its topic holds. */
export const AFTER_SEQ = PROBE_SEQ - 1;
/** With more, an answer to a poll is not complete: another poll follows. */
const MOST_ANSWER_BYTES = 1024 * 1024;

/** Everything that a visit of one topic gets. */
export interface Visit extends StreamRequest {
  notifications: readonly { seq: number; jsonBytes: number }[];
  waitSeconds: number | undefined;
  /** It ends with what the protocol has for that. */
  closes: boolean;
}

export const sumOf = <T>(items: readonly T[], of: (item: T) => number) =>
  items.reduce((sum, item) => sum + of(item), 0);

/** The messages of a poll, both ways; null if one answer does not hold all. */
function pollMessages({ target, topic, notifications, waitSeconds, credential }: Visit): number[] | null {
  const jsonBytes = sumOf(notifications, one => one.jsonBytes);
  if (jsonBytes > MOST_ANSWER_BYTES) return null;
  const uptoSeq = AFTER_SEQ + notifications.length;
  return [
    pollRequest({ target, topic, epoch: '', afterSeq: AFTER_SEQ, waitSeconds, credential }).length,
    pollAnswerBytes({ count: notifications.length, jsonBytes, uptoSeq }),
  ];
}

/**
 * The messages of a visit, both ways, in bytes. A stream writes its beginning by itself; what
 * follows waits for that and is written together.
 */
export const VISIT_MESSAGES: Record<Transport, (visit: Visit) => number[] | null> = {
  'short-polling': pollMessages,
  'long-polling': pollMessages,
  sse: visit => [sseRequestBytes(visit), sseStartBytes(AFTER_SEQ), sumOf(visit.notifications, sseEventBytes)],
  websocket: visit => [
    webSocketRequestBytes(visit),
    WEBSOCKET_ANSWER_BYTES,
    webSocketStartBytes(AFTER_SEQ) +
      sumOf(visit.notifications, ({ jsonBytes }) => webSocketHeadBytes(jsonBytes, 'server') + jsonBytes),
    ...(visit.closes ? [webSocketCloseBytes('client'), webSocketCloseBytes('server')] : []),
  ],
  'tcp-floor': floorMessages,
  'bare-reader': floorMessages,
};

function floorMessages(visit: Visit): number[] {
  return [
    floorRequestBytes(visit),
    floorStartBytes(AFTER_SEQ),
    sumOf(visit.notifications, ({ jsonBytes }) => lineBytes(jsonBytes)),
  ];
}
