import type { TestedTransport } from '../../scenarios/load/transport.ts';
import { eventBytes, pollBodyBytes, webSocketHeadBytes } from '../models/frames.ts';
import { type Fields, hpackEncoder } from '../models/hpack.ts';
import {
  ALLOWS_MORE_AFTER_BYTES,
  CLIENT_BEGINNING_BYTES,
  dataBytes,
  FRAME_HEAD_BYTES,
  GOAWAY_BYTES,
  headersBytes,
  RESET_BYTES,
  SERVER_BEGINNING_BYTES,
  SETTINGS_CONFIRMED_BYTES,
} from '../models/http2.ts';
import { answerFields, pollFields } from '../models/poll-fields.ts';
import {
  SSE_ANSWER_FIELDS,
  sseFields,
  WEBSOCKET_ANSWER_FIELDS,
  webSocketFields,
} from '../models/stream-fields.ts';
import { sseStartEventBytes, webSocketCloseBytes, webSocketStartBytes } from '../models/stream-messages.ts';
import { AFTER_SEQ, sumOf, type Visit } from './visit-messages.ts';

/** What a visit has on its stream of HTTP/2, in bytes of frames. */
interface OnStream {
  request: number;
  /** What is written together with the head of the answer. */
  answer: number;
  /** What both sides write after that, each by itself. */
  rest: number[];
  /** The request waits for the server’s settings. */
  waits: boolean;
  /** All content that the visitor reads, with that of the start and of the end. */
  contentBytes: number;
}

/** Bytes of the frame of a first header block. */
const firstHeaders = (fields: Fields) => headersBytes(hpackEncoder().blockBytes(fields));

/** Node ends the stream of an answer by an empty frame, in a later turn. */
function pollOnStream({ target, topic, notifications, waitSeconds, credential }: Visit): OnStream {
  const count = notifications.length;
  const contentBytes = pollBodyBytes({
    count,
    jsonBytes: sumOf(notifications, one => one.jsonBytes),
    uptoSeq: AFTER_SEQ + count,
  });
  const poll = { target, topic, epoch: '', afterSeq: AFTER_SEQ, waitSeconds, credential };
  return {
    request: firstHeaders(pollFields(poll)),
    answer: firstHeaders(answerFields(contentBytes)) + dataBytes(contentBytes),
    rest: [FRAME_HEAD_BYTES],
    waits: false,
    contentBytes,
  };
}

/** The visitor resets the stream when it leaves. */
function sseOnStream(visit: Visit): OnStream {
  const eventsBytes = sumOf(visit.notifications, eventBytes);
  const startBytes = sseStartEventBytes(AFTER_SEQ);
  return {
    request: firstHeaders(sseFields(visit)),
    answer: firstHeaders(SSE_ANSWER_FIELDS) + dataBytes(startBytes),
    rest: [dataBytes(eventsBytes), RESET_BYTES],
    waits: false,
    contentBytes: startBytes + eventsBytes,
  };
}

/** The server answers the closing frame, and ends the stream by an empty frame. */
function webSocketOnStream(visit: Visit): OnStream {
  const startBytes = webSocketStartBytes(AFTER_SEQ);
  const framesBytes = sumOf(
    visit.notifications,
    ({ jsonBytes }) => webSocketHeadBytes(jsonBytes, 'server') + jsonBytes,
  );
  const closeBytes = webSocketCloseBytes('server');
  const closing = [dataBytes(webSocketCloseBytes('client')), dataBytes(closeBytes), FRAME_HEAD_BYTES];
  return {
    request: firstHeaders(webSocketFields(visit)),
    answer: firstHeaders(WEBSOCKET_ANSWER_FIELDS) + dataBytes(startBytes),
    rest: [dataBytes(framesBytes), ...(visit.closes ? closing : [])],
    waits: true,
    contentBytes: startBytes + framesBytes + (visit.closes ? closeBytes : 0),
  };
}

const ON_STREAM: Record<TestedTransport, (visit: Visit) => OnStream> = {
  'short-polling': pollOnStream,
  'long-polling': pollOnStream,
  sse: sseOnStream,
  websocket: webSocketOnStream,
};

/**
 * The messages of a visit over HTTP/2, both ways, in bytes. Where it opens the connection, both
 * sides begin with their settings: those of the client go with its request, unless that waits for
 * the server’s, whose settings go with its answer else. At the end each side says that it goes.
 * Null where the visitor reads so much that it has to allow more.
 */
export function http2VisitMessages(
  transport: TestedTransport,
  visit: Visit,
  opens: boolean,
): number[] | null {
  const { request, answer, rest, waits, contentBytes } = ON_STREAM[transport](visit);
  if (contentBytes >= ALLOWS_MORE_AFTER_BYTES) return null;
  const end = [...rest, GOAWAY_BYTES, GOAWAY_BYTES];
  if (!opens) return [request, answer, ...end];
  return waits
    ? [CLIENT_BEGINNING_BYTES, SERVER_BEGINNING_BYTES, SETTINGS_CONFIRMED_BYTES + request, answer, ...end]
    : [CLIENT_BEGINNING_BYTES + request, SERVER_BEGINNING_BYTES + answer, SETTINGS_CONFIRMED_BYTES, ...end];
}
