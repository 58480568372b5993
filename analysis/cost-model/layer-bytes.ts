import type { Connection } from '../../scenarios/load/connection.ts';
import { type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import {
  COMMENT_BYTES,
  chunkBytes,
  eventBytes,
  pollBodyBytes,
  WEBSOCKET_PING_BYTES,
  WEBSOCKET_PONG_BYTES,
  webSocketHeadBytes,
} from '../models/frames.ts';
import { dataBytes, windowUpdateBytes } from '../models/http2.ts';
import { PACKET_HEADER_BYTES } from '../models/network.ts';
import { http2AnswerBytes, http2PollBytes } from '../models/poll-fields.ts';
import { EMPTY_ANSWER_BYTES, nonEmptyHeadBytes, type Poll, pollRequest } from '../models/poll-messages.ts';
import { messageBytes } from '../models/tls.ts';

// What TLS and HTTP/2 add to the bytes of a load on connections that stay, by the models of bytes.

/** Bytes each way. */
export interface Ways {
  out: number;
  in: number;
}

/** What is added for each of these; nothing for what a transport does not have. */
export type AddedBytes = Partial<Record<'delivery' | 'heartbeat' | 'emptyPoll' | 'answer', Ways>>;

/** The messages of a load, in the mean. */
export interface Messages {
  /** Of a notification as JSON text. */
  jsonBytes: number;
  /** Notifications in an answer that is not empty. */
  perAnswer: number;
  /** From one answer of a subscriber to the next. */
  gapMs: number;
  /** The wait that a long poll asks for. */
  waitSeconds: number;
}

/** As in the grid: lengths matter, and they are nearly the same in every run. */
const SEQ = 10;
const TARGET = { host: '198.18.0.1', port: 40_000 };
const TOPIC = 'user-123';

/**
 * Over HTTP/2 an answer with a body takes two records, in two packets. The receiver acknowledges
 * the second at once: that of a short poll it would acknowledge anyway, that of a long poll by its
 * next request.
 */
const MORE_PACKETS = {
  'short-polling': { out: PACKET_HEADER_BYTES, in: 0 },
  'long-polling': { out: PACKET_HEADER_BYTES, in: PACKET_HEADER_BYTES },
} as const;

/** A push: its frame, and what a heartbeat sends each way. */
function pushBytes(transport: TestedTransport, connection: Connection, { jsonBytes }: Messages): AddedBytes {
  const isStream = transport === 'sse';
  const contentBytes = isStream
    ? eventBytes({ seq: SEQ, jsonBytes })
    : webSocketHeadBytes(jsonBytes, 'server') + jsonBytes;
  const isHttp2 = connection.http === 2;
  const plain = (bytes: number) => (isStream ? chunkBytes(bytes) : bytes);
  const added = (bytes: number) =>
    messageBytes(isHttp2 ? dataBytes(bytes) : plain(bytes), connection) - plain(bytes);
  return {
    delivery: {
      out: added(contentBytes),
      in: isHttp2 ? windowUpdateBytes(contentBytes, connection, 2) : 0,
    },
    heartbeat: isStream
      ? { out: added(COMMENT_BYTES), in: 0 }
      : { out: added(WEBSOCKET_PING_BYTES), in: added(WEBSOCKET_PONG_BYTES) },
  };
}

/** A poll: its request, and its answer without a body or with one. */
function pollBytes(
  isLong: boolean,
  connection: Connection,
  { jsonBytes, perAnswer, gapMs, waitSeconds }: Messages,
): AddedBytes {
  const poll: Poll = {
    target: TARGET,
    topic: TOPIC,
    afterSeq: SEQ,
    waitSeconds: isLong ? waitSeconds : undefined,
  };
  const bodyBytes = Math.round(
    pollBodyBytes({ count: perAnswer, jsonBytes: perAnswer * jsonBytes, uptoSeq: SEQ }),
  );
  const isHttp2 = connection.http === 2;
  const asked = pollRequest(poll).length;
  const empty = EMPTY_ANSWER_BYTES;
  const full = nonEmptyHeadBytes(bodyBytes) + bodyBytes;
  const answered = (own: number, plainBytes: number) =>
    (isHttp2
      ? http2AnswerBytes({ bodyBytes: own, coded: undefined, gapMs }, connection)
      : messageBytes(plainBytes, connection)) - plainBytes;
  const request = (isHttp2 ? http2PollBytes(poll, connection) : messageBytes(asked, connection)) - asked;
  return {
    emptyPoll: { out: answered(0, empty), in: request },
    answer: {
      out: answered(bodyBytes, full),
      in: request + (isHttp2 ? windowUpdateBytes(bodyBytes, connection, 1) : 0),
    },
  };
}

const plus = (one: Ways, other: Ways): Ways => ({ out: one.out + other.out, in: one.in + other.in });

/**
 * What a connection adds above TCP to each thing that the bytes of a transport are made of; less
 * than 0 where it saves some. On the wire, `answer` has the headers of further packets besides.
 * Null for compression, whose bytes have no formula.
 */
export function addedBytes(
  transport: TestedTransport,
  connection: Connection,
  messages: Messages,
  layer: 'application' | 'wire',
): AddedBytes | null {
  if (connection.compression) return null;
  const { delivery } = TRAITS[transport];
  if (delivery === 'push') return pushBytes(transport, connection, messages);
  const added = pollBytes(delivery === 'long-polling', connection, messages);
  if (layer === 'application' || connection.http !== 2 || !added.answer) return added;
  return { ...added, answer: plus(added.answer, MORE_PACKETS[delivery]) };
}
