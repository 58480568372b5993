import type { Connection } from '../../scenarios/load/connection.ts';
import type { BodyCoding } from '../../scenarios/load/transport-options.ts';
import { credentialFields } from './credentials.ts';
import { SOME_EPOCH } from './frames.ts';
import { type Fields, hpackEncoder } from './hpack.ts';
import { dataBytes, FRAME_HEAD_BYTES, headersBytes } from './http2.ts';
import type { Poll } from './poll-messages.ts';
import { messageBytes } from './tls.ts';

// A poll and its answer over HTTP/2, when their connection has carried such ones before.
// clients/transports/http-requests.ts writes the poll; Fastify and Node the answer.

/** The fields of a poll's request. */
export function pollFields(poll: Poll): Fields {
  const { target, topic, epoch = SOME_EPOCH, afterSeq, waitSeconds, coding, credential } = poll;
  const after = epoch === '' ? afterSeq : `${epoch}-${afterSeq}`;
  return [
    [':method', 'GET'],
    [':scheme', 'https'],
    [':authority', `${target.host}:${target.port}`],
    [':path', `/notifications?topic=${encodeURIComponent(topic)}&after=${after}`],
    ...credentialFields(credential),
    ...(coding ? ([['accept-encoding', coding]] as const) : []),
    ...(waitSeconds === undefined ? [] : ([['prefer', `wait=${waitSeconds}`]] as const)),
  ];
}

/** A date as servers send it, and that of another second: all have as many characters. */
export const SOME_DATE = 'Sun, 06 Nov 1994 08:49:10 GMT';
const OTHER_DATE = 'Sun, 06 Nov 1994 08:49:11 GMT';

/** The fields of its answer; `bodyBytes` is 0 for an empty one. */
export const answerFields = (bodyBytes: number, coded?: BodyCoding, date = SOME_DATE): Fields => [
  [':status', bodyBytes === 0 ? '204' : '200'],
  ['cache-control', 'no-store'],
  ...(bodyBytes === 0
    ? []
    : ([
        ['content-type', 'application/json'],
        ...(coded
          ? ([
              ['vary', 'accept-encoding'],
              ['content-encoding', coded],
            ] as const)
          : []),
        ['content-length', `${bodyBytes}`],
      ] as const)),
  ['date', date],
];

/** Bytes of a poll on the connection, its frame and TLS included. */
export function http2PollBytes(poll: Poll, connection: Connection | undefined): number {
  const encoder = hpackEncoder();
  encoder.blockBytes(pollFields(poll));
  return messageBytes(headersBytes(encoder.blockBytes(pollFields(poll))), connection);
}

/**
 * Bytes of its answer, with a body of so many, that comes `gapMs` after the one before it. `Date`
 * is sent in full when its second has changed. After a body, Node’s layer for the API of HTTP/1.1
 * ends the stream by an empty frame, in a later turn.
 */
export function http2AnswerBytes(
  { bodyBytes, coded, gapMs }: { bodyBytes: number; coded: BodyCoding | undefined; gapMs: number },
  connection: Connection | undefined,
): number {
  const encoder = hpackEncoder();
  const [first, later] = [SOME_DATE, OTHER_DATE].map(date => answerFields(bodyBytes, coded, date)) as [
    Fields,
    Fields,
  ];
  encoder.blockBytes(first);
  const [same, other] = [encoder.blockBytes(first), encoder.blockBytes(later)];
  const share = Math.min(1, gapMs / 1000);
  const head = headersBytes(same + share * (other - same));
  if (bodyBytes === 0) return messageBytes(head, connection);
  return messageBytes(head + dataBytes(bodyBytes), connection) + messageBytes(FRAME_HEAD_BYTES, connection);
}
