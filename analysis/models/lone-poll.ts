import type { Connection } from '../../scenarios/load/connection.ts';
import type { BodyCoding } from '../../scenarios/load/transport-options.ts';
import type { ConnectionBytes } from './handshake.ts';
import { type Fields, hpackEncoder } from './hpack.ts';
import {
  CLIENT_BEGINNING_BYTES,
  dataBytes,
  FRAME_HEAD_BYTES,
  GOAWAY_BYTES,
  headersBytes,
  SERVER_BEGINNING_BYTES,
  SETTINGS_CONFIRMED_BYTES,
} from './http2.ts';
import { answerFields, pollFields } from './poll-fields.ts';
import type { Poll } from './poll-messages.ts';
import { messageBytes } from './tls.ts';

const firstHeaders = (fields: Fields) => headersBytes(hpackEncoder().blockBytes(fields));

/**
 * Bytes of a poll and its answer over HTTP/2 on a connection that carries no other, without the
 * handshake and the end of TLS. A server sends its settings at once, and the answer to a poll that
 * waits later.
 */
export function http2LonePollBytes(
  poll: Poll,
  { bodyBytes, coded }: { bodyBytes: number; coded: BodyCoding | undefined },
  connection: Connection | undefined,
): ConnectionBytes {
  const answer = firstHeaders(answerFields(bodyBytes, coded)) + (bodyBytes === 0 ? 0 : dataBytes(bodyBytes));
  const begins =
    poll.waitSeconds === undefined ? [SERVER_BEGINNING_BYTES + answer] : [SERVER_BEGINNING_BYTES, answer];
  const down = [...begins, ...(bodyBytes === 0 ? [] : [FRAME_HEAD_BYTES]), GOAWAY_BYTES];
  const up = [
    CLIENT_BEGINNING_BYTES + firstHeaders(pollFields(poll)),
    SETTINGS_CONFIRMED_BYTES,
    GOAWAY_BYTES,
  ];
  const sum = (messages: readonly number[]) =>
    messages.reduce((total, bytes) => total + messageBytes(bytes, connection), 0);
  return { upBytes: sum(up), downBytes: sum(down) };
}
