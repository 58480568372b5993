import { hash, randomBytes } from 'node:crypto';
import type { ClientHttp2Session } from 'node:http2';
import { Sender } from 'ws';
import { authority } from '../../scenarios/load/authority.ts';
import { readCloseBody } from './close-body.ts';
import { FrameFault } from './frame-fault.ts';
import { frameReader, type OnMessage, OPCODE } from './frame-reader.ts';
import { headerOf, httpReader, type ResponseHandlers, type ResponseHead } from './http-reader.ts';
import { authorityOf, headerFields, hearAnswer, type Requester } from './http-requests.ts';
import type { OpenConnection } from './open-connection.ts';

/** RFC 6455 §1.3. */
const ACCEPT_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
const NORMAL_CLOSURE = Buffer.from([1000 >> 8, 1000 & 0xff]);

/** A masked frame, as required of a client. */
function maskedFrame(opcode: number, data: Buffer): Buffer {
  return Buffer.concat(Sender.frame(data, { fin: true, opcode, mask: true, readOnly: true, rsv1: false }));
}

/** A message as a client sends it. */
export const textFrame = (text: string): Buffer => maskedFrame(OPCODE.text, Buffer.from(text));
export const binaryFrame = (data: Buffer): Buffer => maskedFrame(OPCODE.binary, data);
/** The frame with which a client begins to close. */
export const closingFrame = (): Buffer => maskedFrame(OPCODE.close, NORMAL_CLOSURE);

/** The connection that becomes a WebSocket, and what is asked for. */
export interface WebSocketRequest {
  requester: Requester & Pick<OpenConnection, 'finish'>;
  path: string;
  /** Header lines besides those that the handshake needs, each ended by CRLF. */
  requestHeaders: string;
}

/** What a WebSocket hears. An error thrown by any of them breaks the connection. */
export interface WebSocketHandlers {
  /**
   * The server agreed to the WebSocket with these headers. Returns what inflates compressed
   * messages, if both sides agreed to that.
   */
  onAgreed?(headers: string[]): ((data: Buffer) => Buffer) | undefined;
  onOpen(): void;
  /** The server did not agree. Returns what reads the body of its answer. */
  onRefused(
    statusCode: number,
    headers: string[],
    head: ResponseHead,
  ): Pick<ResponseHandlers, 'onBody' | 'onEnd'>;
  /** A whole message; `data` is only valid during the call. */
  onMessage(isText: boolean, data: Buffer): void;
  /** The server has sent a close frame, which is answered. */
  onClose(code: number | undefined, reason: string): void;
  /** Whether the client has sent its own close frame: from then on only the server's counts. */
  isClosing(): boolean;
  /** The server has answered that one. */
  onCloseAnswered(): void;
}

/** One WebSocket. Both throw where the connection must end. */
export interface WebSocketConnection {
  receive(chunk: Buffer): void;
  receiveClosing(chunk: Buffer): void;
  /** The server sends nothing more. */
  ended(): void;
}

/** What asks for a WebSocket over HTTP/2 (RFC 8441 §5). */
const CONNECT = { ':method': 'CONNECT', ':protocol': 'websocket', 'sec-websocket-version': '13' };

/**
 * Calls `connect` when the server has said that it takes an extended CONNECT, before which none may
 * be sent (RFC 8441 §3).
 */
function whenConnectable(session: ClientHttp2Session, reads: Requester['reads'], connect: () => void): void {
  if (session.remoteSettings.enableConnectProtocol) connect();
  else
    session.once('remoteSettings', ({ enableConnectProtocol }) =>
      reads(() => {
        if (!enableConnectProtocol) throw new Error('the server takes no WebSocket over HTTP/2');
        connect();
      }),
    );
}

/**
 * Asks for a WebSocket, and reads its frames. Answers pings and close frames. Where the server
 * breaks the protocol, it sends a close frame with the code for that, and throws.
 */
export function openWebSocket(request: WebSocketRequest, handlers: WebSocketHandlers): WebSocketConnection {
  const { requester, path, requestHeaders } = request;
  const { target, session } = requester;
  const key = randomBytes(16).toString('base64');
  /** Reads frames, once the server has agreed to the upgrade. */
  let readFrames: ReturnType<typeof frameReader> | undefined;
  let refused: ReturnType<WebSocketHandlers['onRefused']> | undefined;

  /** Answers with the server's code, as the protocol requires (RFC 6455 §5.5.1). */
  function closed(body: Buffer): void {
    const { code, reason } = readCloseBody(body);
    requester.finish(maskedFrame(OPCODE.close, body.subarray(0, 2)));
    handlers.onClose(code, reason);
    throw new Error(`the server closed the socket: ${code ?? 'no code'} ${reason}`);
  }

  const onFrame: OnMessage = (opcode, data) => {
    if (handlers.isClosing()) {
      if (opcode === OPCODE.close) handlers.onCloseAnswered();
    } else if (opcode === OPCODE.text) handlers.onMessage(true, data);
    else if (opcode === OPCODE.binary) handlers.onMessage(false, data);
    else if (opcode === OPCODE.ping) requester.write(maskedFrame(OPCODE.pong, data));
    else if (opcode === OPCODE.close) closed(data);
  };

  function receiveFrames(chunk: Buffer): void {
    try {
      readFrames?.(chunk);
    } catch (error) {
      if (error instanceof FrameFault && !handlers.isClosing()) {
        const { closeCode } = error;
        requester.finish(maskedFrame(OPCODE.close, Buffer.from([closeCode >> 8, closeCode & 0xff])));
      }
      throw error;
    }
  }

  const answer: ResponseHandlers = {
    onHead(statusCode, headers, head) {
      if (statusCode !== (session ? 200 : 101)) {
        refused = handlers.onRefused(statusCode, headers, head);
        return;
      }
      const accept = hash('sha1', key + ACCEPT_GUID, 'base64');
      if (!session && headerOf(headers, 'sec-websocket-accept') !== accept)
        throw new Error('the upgrade was not for this key');
      readFrames = frameReader(MAX_MESSAGE_BYTES, onFrame, handlers.onAgreed?.(headers));
      handlers.onOpen();
    },
    onBody(chunk) {
      // Over HTTP/2 the body of the answer are the frames.
      if (session && readFrames) receiveFrames(chunk);
      else refused?.onBody(chunk);
    },
    onEnd() {
      if (session && readFrames) throw new Error('the server ended the stream');
      refused?.onEnd();
    },
  };

  if (session) {
    whenConnectable(session, requester.reads, () => {
      const fields = {
        ...CONNECT,
        ...authorityOf(target),
        ':path': path,
        ...headerFields(requestHeaders),
      };
      hearAnswer(requester, session.request(fields), answer);
    });
    return { receive() {}, receiveClosing: receiveFrames, ended() {} };
  }
  const { read: readHandshake, ended } = httpReader(answer);
  requester.write(
    `GET ${path} HTTP/1.1\r\nHost: ${authority(target.host, target.port)}\r\n` +
      `${requestHeaders}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    'latin1',
  );
  return {
    receive(chunk) {
      const start = readFrames ? 0 : readHandshake(chunk);
      if (start < chunk.length) receiveFrames(start === 0 ? chunk : chunk.subarray(start));
    },
    receiveClosing: receiveFrames,
    ended,
  };
}
