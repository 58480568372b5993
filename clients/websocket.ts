import { createHash, randomBytes } from 'node:crypto';
import { Receiver, Sender } from 'ws';
import { keepConnected, type Protocol, type Wire } from './connection.ts';
import { headerOf, httpReader } from './http-reader.ts';
import type { Connect } from './subscriber.ts';

/** RFC 6455 §1.3. */
const ACCEPT_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** RFC 6455 §5.2. */
const OPCODE = { close: 8, pong: 10 };
/** What the server closes with when the subscriber should not come back. */
const FINAL_CODES: Record<number, string> = { 1007: 'INVALID_FRAME', 4410: 'CURSOR_GONE' };
const MAX_PAYLOAD_BYTES = 16 * 1024 * 1024;

/** A masked frame, as a client must send it. */
function maskedFrame(opcode: number, data: Buffer): Buffer {
  return Buffer.concat(Sender.frame(data, { fin: true, opcode, mask: true, readOnly: true, rsv1: false }));
}

function socketProtocol(wire: Wire): Protocol {
  const { host, port } = wire.target;
  const key = randomBytes(16).toString('base64');
  let upgraded = false;
  let refused = 0;
  let refusal = '';

  // Reads straight from the socket: the whole `ws` client costs three times the memory (docs/decisions).
  const receiver = new Receiver({ isServer: false, maxPayload: MAX_PAYLOAD_BYTES, skipUTF8Validation: true });
  receiver.on('message', data => wire.deliver([JSON.parse(data.toString('utf8'))]));
  receiver.on('ping', data => wire.socket.write(maskedFrame(OPCODE.pong, data)));
  receiver.on('error', error => wire.socket.destroy(error));
  receiver.on('conclude', (code, reason) => {
    wire.socket.end(maskedFrame(OPCODE.close, Buffer.from([code >> 8, code & 0xff])));
    const final = FINAL_CODES[code];
    if (final) wire.end(final, String(reason));
  });

  const readHandshake = httpReader({
    onHead(statusCode, headers) {
      if (statusCode !== 101) {
        refused = statusCode;
        return;
      }
      const accept = createHash('sha1')
        .update(key + ACCEPT_GUID)
        .digest('base64');
      if (headerOf(headers, 'sec-websocket-accept') !== accept)
        throw new Error('the upgrade was not for this key');
      upgraded = true;
      wire.established();
    },
    onBody(chunk) {
      refusal += chunk.toString();
    },
    onEnd() {
      if (upgraded) return;
      if (refused >= 400 && refused < 500) wire.end(`HTTP_${refused}`, JSON.parse(refusal).message);
      else throw new Error(`the server answered ${refused}`);
    },
  });

  const after = wire.cursor === undefined ? '' : `&after=${wire.cursor}`;
  wire.socket.write(
    `GET /notifications/socket?topic=${encodeURIComponent(wire.topic)}${after} HTTP/1.1\r\nHost: ${host}:${port}\r\n` +
      `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    'latin1',
  );
  return {
    receive(chunk) {
      if (upgraded) {
        receiver.write(chunk);
        return;
      }
      const read = readHandshake(chunk);
      if (upgraded && read < chunk.length) receiver.write(chunk.subarray(read));
    },
    farewell: () => maskedFrame(OPCODE.close, Buffer.from([1000 >> 8, 1000 & 0xff])),
  };
}

/** Follows a topic over a WebSocket; the standard's own API does not reconnect by itself, this client does. */
export const websocket: Connect = (target, options) => keepConnected(target, options, socketProtocol);
