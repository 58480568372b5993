import { type Credential, credentialLine } from '../../scenarios/load/credentials.ts';
import type { BodyCoding } from '../../scenarios/load/transport-options.ts';
import { digits, pollBodyBytes, SOME_EPOCH } from './frames.ts';

// The exact bytes of a poll and its answer on the connection. clients/transports/polling.ts writes
// the poll; servers/transports/poll-answer.ts, Fastify and Node add to the body of the answer. A
// test compares both with the real ones.

/**
 * The headers of every answer: the date always has 29 characters (RFC 9110 §5.6.7), 125 s is
 * `keepAliveMs` of the servers.
 */
const COMMON_HEADERS =
  'cache-control: no-store\r\n' +
  'Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n' +
  'Connection: keep-alive\r\n' +
  'Keep-Alive: timeout=125\r\n';

/** Of a poll whose connection carries no other, and of the answer to it. */
const CLOSING_HEADER = 'Connection: close\r\n';

/** What an answer on such a connection has less. */
const CLOSING_SAVES_BYTES =
  'Connection: keep-alive\r\nKeep-Alive: timeout=125\r\n'.length - CLOSING_HEADER.length;

const EMPTY_ANSWER = `HTTP/1.1 204 No Content\r\n${COMMON_HEADERS}\r\n`;
const NON_EMPTY_HEAD = (contentLength: number) =>
  `HTTP/1.1 200 OK\r\n${COMMON_HEADERS}content-type: application/json\r\ncontent-length: ${contentLength}\r\n\r\n`;

/**
 * A poll of the lab's clients. `waitSeconds` makes it a long poll (RFC 7240 §4.3); undefined for a
 * short poll.
 */
export interface Poll {
  target: { host: string; port: number };
  topic: string;
  /** Of the cursor; which one does not matter for the bytes. */
  epoch?: string;
  afterSeq: number;
  waitSeconds: number | undefined;
  /** false: its connection carries no other. */
  keepAlive?: boolean;
  /** What it asks for, if it asks for compression. */
  coding?: BodyCoding | undefined;
  /** By what it shows who asks. */
  credential?: Credential | undefined;
}

/** The text of a poll's request. With an epoch of '' it has the seq alone. */
export function pollRequest(poll: Poll): string {
  const { target, topic, epoch = SOME_EPOCH, afterSeq, waitSeconds } = poll;
  const { keepAlive = true, coding, credential } = poll;
  const prefer = waitSeconds === undefined ? '' : `Prefer: wait=${waitSeconds}\r\n`;
  const accept = coding ? `Accept-Encoding: ${coding}\r\n` : '';
  const after = epoch === '' ? afterSeq : `${epoch}-${afterSeq}`;
  return (
    `GET /notifications?topic=${encodeURIComponent(topic)}&after=${after} HTTP/1.1\r\n` +
    `Host: ${target.host}:${target.port}\r\n${accept}${keepAlive ? '' : CLOSING_HEADER}${prefer}${credentialLine(credential)}\r\n`
  );
}

/**
 * Bytes of a poll's answer, header and body, with `count` notifications of `jsonBytes` in total, up
 * to `uptoSeq`.
 */
export function pollAnswerBytes({
  count,
  jsonBytes,
  uptoSeq,
  keepAlive = true,
}: {
  count: number;
  jsonBytes: number;
  uptoSeq: number;
  keepAlive?: boolean;
}): number {
  const savedBytes = keepAlive ? 0 : CLOSING_SAVES_BYTES;
  if (count === 0) return EMPTY_ANSWER.length - savedBytes;
  const bodyBytes = pollBodyBytes({ count, jsonBytes, uptoSeq });
  return nonEmptyHeadBytes(bodyBytes) + bodyBytes - savedBytes;
}

/** What the header of a compressed answer has besides; gzip and zstd have as many letters. */
const CODING_HEADERS = 'vary: accept-encoding\r\ncontent-encoding: gzip\r\n';

/** Bytes of a poll's answer, header and body, whose body was compressed to so many. */
export const compressedAnswerBytes = (bodyBytes: number, keepAlive = true): number =>
  nonEmptyHeadBytes(bodyBytes) + CODING_HEADERS.length + bodyBytes - (keepAlive ? 0 : CLOSING_SAVES_BYTES);

/** The body of a poll's answer with notifications of these JSON texts, up to `uptoSeq`. */
export const pollBody = (texts: readonly string[], uptoSeq: number): string =>
  `{"notifications":[${texts.join(',')}],"cursor":"${SOME_EPOCH}-${uptoSeq}"}`;

/** Bytes of the header of an answer that is not empty. */
export function nonEmptyHeadBytes(bodyBytes: number): number {
  return NON_EMPTY_HEAD(0).length - digits(0) + digits(bodyBytes);
}

/** Bytes of an empty answer: only a header (RFC 9110 §15.3.5). */
export const EMPTY_ANSWER_BYTES = EMPTY_ANSWER.length;
