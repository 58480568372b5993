import type { WebSocket } from 'ws';
import type { Compression } from '../../scenarios/load/connection.ts';
import type { Deflate, WebSocketEncoding } from '../../scenarios/load/transport-options.ts';
import { deflatedMessage } from '../compression/once.ts';
import type { Entry } from '../feed/held.ts';
import { type Frame, framedOnce, OPCODE, webSocketFrame } from './framing.ts';
import { CATCH_UP_BYTES, type Outlet, socketOutlet } from './outlet.ts';

/** What a message holds, and whether it is text. */
const MESSAGES: Record<WebSocketEncoding, { data: (entry: Entry) => Buffer; isText: boolean }> = {
  text: { data: ({ json }) => json, isText: true },
  binary: { data: ({ json }) => json, isText: false },
  msgpack: { data: ({ messagePack }) => messagePack as Buffer, isText: false },
};

/** Frames that are built once for all subscribers, compressed or as they are. */
function framesOnce(build: (opcode: number, data: Buffer) => Buffer): Record<WebSocketEncoding, Frame> {
  const frameOf = (encoding: WebSocketEncoding) => {
    const { data, isText } = MESSAGES[encoding];
    return framedOnce(entry => build(isText ? OPCODE.text : OPCODE.binary, data(entry)));
  };
  return { text: frameOf('text'), binary: frameOf('binary'), msgpack: frameOf('msgpack') };
}

/** Passes messages to `ws`, which compresses each with the context of the connection. */
function contextOutlet(
  ws: WebSocket,
  encoding: WebSocketEncoding,
  isLong: (data: Buffer) => boolean,
): Outlet {
  const { data, isText } = MESSAGES[encoding];
  let compressed = () => {};
  return {
    write(entry) {
      const message = data(entry);
      ws.send(message, { binary: !isText, compress: isLong(message) }, () => compressed());
    },
    unreadBytes: () => ws.bufferedAmount,
    isFull: () => ws.bufferedAmount > CATCH_UP_BYTES,
    onCompressed(listener) {
      compressed = listener;
    },
  };
}

/** Whether both sides have agreed on permessage-deflate. */
export const isDeflated = (ws: WebSocket): boolean => ws.extensions.split(',').includes('permessage-deflate');

/**
 * Makes the outlet of each WebSocket of an app: frames written directly to its socket, which are
 * built once for all, or messages for `ws` to compress where a context is shared.
 */
export function webSocketOutlets(
  compression: Compression | undefined,
  deflate?: Deflate,
): (ws: WebSocket, socket: Parameters<typeof socketOutlet>[0], encoding: WebSocketEncoding) => Outlet {
  const plain = framesOnce((opcode, data) => webSocketFrame(opcode, data));
  const { thresholdBytes = 0 } = deflate ?? {};
  const isLong = (data: Buffer) => data.length >= thresholdBytes;
  const deflated = framesOnce((opcode, data) =>
    isLong(data)
      ? webSocketFrame(opcode, deflatedMessage(data, deflate), true)
      : webSocketFrame(opcode, data),
  );
  return (ws, socket, encoding) => {
    if (!isDeflated(ws)) return socketOutlet(socket, plain[encoding]);
    if (compression === 'shared-context') return contextOutlet(ws, encoding, isLong);
    return socketOutlet(socket, deflated[encoding]);
  };
}
