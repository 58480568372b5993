import { credentialOf } from '../../scenarios/load/credentials.ts';
import { PROBE_SEQ, topicsOf } from '../../scenarios/load/schedule.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { lineBytes, notificationBytes, sseEventBytes, webSocketHeadBytes } from '../models/frames.ts';
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
import { messageBytes } from '../models/tls.ts';
import type { TrialConditions } from './conditions.ts';
import { connectionBytes } from './connection-bytes.ts';

/** A visitor knows nothing of what its topic holds. */
const AFTER_SEQ = PROBE_SEQ - 1;
/** With more, an answer to a poll is not complete: another poll follows. */
const MOST_ANSWER_BYTES = 1024 * 1024;

/** Everything that a visit of one topic gets. */
interface Visit extends StreamRequest {
  notifications: readonly { seq: number; jsonBytes: number }[];
  waitSeconds: number | undefined;
  /** It ends with what the protocol has for that. */
  closes: boolean;
}

const sumOf = <T>(items: readonly T[], of: (item: T) => number) =>
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
const MESSAGES: Record<Transport, (visit: Visit) => number[] | null> = {
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

/**
 * Application bytes of a visit, handshakes and closing included, for each notification that it
 * gets. The mean over the topics. Null where the certificate is not known, for a trace, where
 * notifications are compressed, and for polls that need more than one answer.
 */
export function visitBytesPerDelivery(conditions: TrialConditions, transport: Transport): number | null {
  const { load, target } = conditions;
  const { visits, arrivals, payloadBytes, connection } = load;
  if (!visits || arrivals.kind === 'trace' || connection?.compression) return null;
  const own = connectionBytes(conditions, { opens: visits.connection === 'cold', closes: true });
  if (own === null) return null;
  const topics = topicsOf(load);
  let bytes = 0;
  for (const topic of topics) {
    const notifications = Array.from({ length: visits.backlog }, (_, index) => {
      const seq = PROBE_SEQ + index;
      return { seq, jsonBytes: notificationBytes({ seq, topic, payloadBytes }) };
    });
    const messages = MESSAGES[transport]({
      target,
      topic,
      after: `${AFTER_SEQ}`,
      credential: credentialOf(load.requestHeaders),
      notifications,
      waitSeconds: transport === 'long-polling' ? load.transports['long-polling']?.waitSeconds : undefined,
      closes: visits.closing === 'handshake',
    });
    if (messages === null) return null;
    bytes += sumOf(messages, message => messageBytes(message, connection)) + own.downBytes + own.upBytes;
  }
  return bytes / topics.length / visits.backlog;
}
