// The bytes of a notification in each transport, payload and framing, without the headers of TCP.
// They are computed from the formats and not by servers/transports/framing.ts: the prediction must
// not repeat the code that it checks.

/** `scheduledAt` and `publishedAt` are microseconds counted from 10^15. */
const STAMP_DIGITS = 16;

/** Decimal digits of a whole number from 0. */
export const digits = (wholeNumber: number) => `${wholeNumber}`.length;

/** An epoch; all have its length. */
export const SOME_EPOCH = 'q7x2mk';

/** Bytes of a cursor as text: the epoch, a dash and the seq. */
export const cursorBytes = (seq: number) => SOME_EPOCH.length + '-'.length + digits(seq);

/**
 * Bytes of a notification as JSON text in UTF-8; `payloadBytes` is the size of the payload's own
 * JSON text (RFC 8259).
 */
export function notificationBytes({
  seq,
  topic,
  payloadBytes,
}: {
  seq: number;
  topic: string;
  payloadBytes: number;
}): number {
  const names = '{"seq":,"topic":,"scheduledAt":,"publishedAt":,"payload":}'.length;
  return names + digits(seq) + Buffer.byteLength(JSON.stringify(topic)) + 2 * STAMP_DIGITS + payloadBytes;
}

/** Bytes of a line of tcp-floor: the JSON text and its line feed. */
export function lineBytes(jsonBytes: number): number {
  return jsonBytes + 1;
}

/**
 * Bytes of one chunk of a chunked body: size in hexadecimal, CRLF, content and CRLF (RFC 9112
 * §7.1).
 */
export function chunkBytes(contentBytes: number): number {
  return contentBytes.toString(16).length + 2 + contentBytes + 2;
}

/**
 * Bytes of a notification as an event of an event stream (WHATWG HTML §9.2.5): the line `id:
 * cursor`, the line `data: json` and an empty line.
 */
export function eventBytes({ seq, jsonBytes }: { seq: number; jsonBytes: number }): number {
  return 'id: \n'.length + cursorBytes(seq) + 'data: \n\n'.length + jsonBytes;
}

/** Bytes of such an event in its own chunk. */
export const sseEventBytes = (notification: { seq: number; jsonBytes: number }): number =>
  chunkBytes(eventBytes(notification));

/** Bytes of a comment without text, the heartbeat of SSE; and of it in a chunk. */
export const COMMENT_BYTES = ':\n'.length;
export const SSE_HEARTBEAT_BYTES = chunkBytes(COMMENT_BYTES);

/**
 * Bytes of a WebSocket frame's header (RFC 6455 §5.2): 2 for up to 125 bytes of payload, 4 for up
 * to 65,535, 10 for more. A client adds a mask of 4 bytes.
 */
export function webSocketHeadBytes(payloadBytes: number, from: 'server' | 'client'): number {
  const lengthBytes = payloadBytes <= 125 ? 0 : payloadBytes <= 65_535 ? 2 : 8;
  return 2 + lengthBytes + (from === 'client' ? 4 : 0);
}

/** Bytes of the messages of a WebSocket heartbeat, without payload (RFC 6455 §5.5.2, §5.5.3). */
export const WEBSOCKET_PING_BYTES = webSocketHeadBytes(0, 'server');
export const WEBSOCKET_PONG_BYTES = webSocketHeadBytes(0, 'client');

/**
 * Bytes of the body of a poll's answer: `count` notifications, `jsonBytes` in total, and the cursor
 * of the last.
 */
export function pollBodyBytes({
  count,
  jsonBytes,
  uptoSeq,
}: {
  count: number;
  jsonBytes: number;
  uptoSeq: number;
}): number {
  const names = '{"notifications":[],"cursor":""}'.length;
  return names + jsonBytes + Math.max(0, count - 1) + cursorBytes(uptoSeq);
}
