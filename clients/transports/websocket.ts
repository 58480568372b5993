import { hash, randomBytes } from 'node:crypto';
import { decode as decodeMessagePack } from '@msgpack/msgpack';
import { Sender } from 'ws';
import { authority } from '../../scenarios/load/authority.ts';
import type { Notification } from '../../scenarios/load/notification.ts';
import type { WebSocketEncoding } from '../../scenarios/load/transport-options.ts';
import { keepConnected } from './connection.ts';
import { frameReader, OPCODE } from './frame-reader.ts';
import { headerOf, httpReader } from './http-reader.ts';
import type { Protocol, Wire } from './protocol.ts';
import { type RefusedAnswer, refusedAnswer } from './refused-answer.ts';
import { SILENCE_MS } from './silence.ts';
import type { Connect } from './subscriber.ts';

/** RFC 6455 §1.3. */
const ACCEPT_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** Close codes after which the subscriber must not reconnect. */
const FINAL_CODES: Record<number, string> = { 1007: 'INVALID_FRAME', 4410: 'CURSOR_GONE' };
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** A masked frame, as required of a client. */
function maskedFrame(opcode: number, data: Buffer): Buffer {
  return Buffer.concat(Sender.frame(data, { fin: true, opcode, mask: true, readOnly: true, rsv1: false }));
}

const decode: Record<WebSocketEncoding, (data: Buffer) => Notification> = {
  text: data => JSON.parse(data.toString('utf8')),
  binary: data => JSON.parse(data.toString('utf8')),
  msgpack: data => decodeMessagePack(data) as Notification,
};

function socketProtocol(wire: Wire, encoding: WebSocketEncoding): Protocol {
  const { host, port } = wire.target;
  const key = randomBytes(16).toString('base64');
  let upgraded = false;
  let isStarted = false;
  let refused: RefusedAnswer | undefined;

  /** The first frame of a connection is text, with the cursor that the subscriber starts from. */
  function start(text: string): void {
    isStarted = true;
    wire.cursor = JSON.parse(text).cursor;
    wire.established();
  }

  /**
   * Handles the server's close frame: answers with its code, as the protocol requires (RFC 6455
   * §5.5.1), and interprets it.
   */
  function closed(body: Buffer): void {
    const code = body.length < 2 ? undefined : body.readUInt16BE(0);
    const reason = body.toString('utf8', 2);
    wire.socket.end(maskedFrame(OPCODE.close, body.subarray(0, 2)));
    const final = code === undefined ? undefined : FINAL_CODES[code];
    if (final) wire.end(final, reason);
    else throw new Error(`the server closed the socket: ${code ?? 'no code'} ${reason}`);
  }

  const readFrames = frameReader(MAX_MESSAGE_BYTES, (opcode, data) => {
    if (wire.closing) {
      if (opcode === OPCODE.close) wire.confirmed();
      return;
    }
    if (opcode === OPCODE.text && !isStarted) start(data.toString('utf8'));
    else if (opcode === OPCODE.text || opcode === OPCODE.binary) wire.deliver([decode[encoding](data)]);
    else if (opcode === OPCODE.ping) wire.socket.write(maskedFrame(OPCODE.pong, data));
    else if (opcode === OPCODE.close) closed(data);
  });

  const { read: readHandshake, ended } = httpReader({
    onHead(statusCode, headers, head) {
      if (statusCode !== 101) {
        refused = refusedAnswer(wire, statusCode, headers, head);
        return;
      }
      const accept = hash('sha1', key + ACCEPT_GUID, 'base64');
      if (headerOf(headers, 'sec-websocket-accept') !== accept)
        throw new Error('the upgrade was not for this key');
      upgraded = true;
      if (wire.cursor !== undefined) wire.established();
    },
    onBody: chunk => refused?.onBody(chunk),
    onEnd: () => refused?.onEnd(),
  });

  const after = wire.cursor === undefined ? '' : `&after=${wire.cursor}`;
  const as = encoding === 'text' ? '' : `&encoding=${encoding}`;
  wire.socket.write(
    `GET /notifications/socket?topic=${encodeURIComponent(wire.topic)}${after}${as} HTTP/1.1\r\nHost: ${authority(host, port)}\r\n` +
      `${wire.requestHeaders}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    'latin1',
  );
  return {
    receive(chunk) {
      if (upgraded) {
        readFrames(chunk);
        return;
      }
      const read = readHandshake(chunk);
      if (upgraded && read < chunk.length) readFrames(chunk.subarray(read));
    },
    receiveClosing(chunk) {
      if (upgraded) readFrames(chunk);
    },
    ended,
    closingBytes: () => maskedFrame(OPCODE.close, Buffer.from([1000 >> 8, 1000 & 0xff])),
    upstream: json => maskedFrame(OPCODE.text, Buffer.from(json)),
  };
}

/**
 * Follows a topic over a WebSocket. The standard's API does not reconnect by itself; this client
 * does.
 */
export function websocket({ encoding = 'text' }: { encoding?: WebSocketEncoding } = {}): Connect {
  return (target, options) =>
    keepConnected(target, options, wire => socketProtocol(wire, encoding), SILENCE_MS);
}
