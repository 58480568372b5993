import { decode as decodeMessagePack } from '@msgpack/msgpack';
import type { Notification } from '../../scenarios/load/notification.ts';
import { SILENCE_MS } from '../../scenarios/load/time-outs.ts';
import type { WebSocketEncoding } from '../../scenarios/load/transport-options.ts';
import { agreedInflater, deflateOffer } from './ask-compression.ts';
import { keepConnected } from './connection.ts';
import type { Protocol, Wire } from './protocol.ts';
import { refusedAnswer } from './refused-answer.ts';
import type { Connect } from './subscriber.ts';
import { closingFrame, openWebSocket, textFrame } from './websocket-connection.ts';

/** Close codes after which the subscriber must not reconnect. */
const FINAL_CODES: Record<number, string> = { 1007: 'INVALID_FRAME', 4410: 'CURSOR_GONE' };

const decode: Record<WebSocketEncoding, (data: Buffer) => Notification> = {
  text: data => JSON.parse(data.toString('utf8')),
  binary: data => JSON.parse(data.toString('utf8')),
  msgpack: data => decodeMessagePack(data) as Notification,
};

function socketProtocol(wire: Wire, encoding: WebSocketEncoding): Protocol {
  let isStarted = false;

  /** The first frame of a connection is text, with the cursor that the subscriber starts from. */
  function start(text: string): void {
    isStarted = true;
    wire.cursor = JSON.parse(text).cursor;
    wire.established();
  }

  const after = wire.cursor === undefined ? '' : `&after=${wire.cursor}`;
  const as = encoding === 'text' ? '' : `&encoding=${encoding}`;
  const requestHeaders = `${wire.requestHeaders}${deflateOffer(wire)}`;
  const path = `/notifications/socket?topic=${encodeURIComponent(wire.topic)}${after}${as}`;
  const connection = openWebSocket(
    { requester: wire, path, requestHeaders },
    {
      onAgreed: headers => agreedInflater(wire, headers),
      onOpen() {
        if (wire.cursor !== undefined) wire.established();
      },
      onRefused: (statusCode, headers, head) => refusedAnswer(wire, statusCode, headers, head),
      onMessage(isText, data) {
        if (isText && !isStarted) start(data.toString('utf8'));
        else wire.deliver([decode[encoding](data)]);
      },
      onClose(code, reason) {
        const final = code === undefined ? undefined : FINAL_CODES[code];
        if (final) wire.end(final, reason);
      },
      isClosing: () => wire.closing,
      onCloseAnswered: () => wire.confirmed(),
    },
  );
  return { ...connection, closingBytes: closingFrame, upstream: textFrame };
}

/**
 * Follows a topic over a WebSocket. The standard's API does not reconnect by itself; this client
 * does.
 */
export function websocket({ encoding = 'text' }: { encoding?: WebSocketEncoding } = {}): Connect {
  return (target, options) =>
    keepConnected(target, options, wire => socketProtocol(wire, encoding), SILENCE_MS);
}
