import { agreedInflater, deflateOffer } from '../../../clients/transports/ask-compression.ts';
import { openSocket } from '../../../clients/transports/open-socket.ts';
import type { Wire } from '../../../clients/transports/protocol.ts';
import type { Target } from '../../../clients/transports/subscriber.ts';
import {
  binaryFrame,
  openWebSocket,
  textFrame,
  type WebSocketConnection,
} from '../../../clients/transports/websocket-connection.ts';

/** How a WebSocket ended, and the text messages that came on it. */
export interface Echoed {
  /** Why the client ended it, or that the server did. */
  reason: string;
  texts: string[];
}

/**
 * Opens a WebSocket with the lab's own client, and sends every message back as it came; compressed
 * ones without compression. Resolves when the connection is gone.
 */
export function echoMessages(target: Target, path: string): Promise<Echoed> {
  // Of a subscription, only this is needed: what is not compressed is sent back like all else.
  const wire = { target, end() {} } as unknown as Wire;
  return new Promise(resolve => {
    const texts: string[] = [];
    let connection: WebSocketConnection | undefined;
    const opened = openSocket(target, Number.POSITIVE_INFINITY, {
      onOpen() {
        const request = { requester: { target, ...opened }, path, requestHeaders: deflateOffer(wire) };
        connection = openWebSocket(request, {
          onAgreed: headers => agreedInflater(wire, headers),
          onOpen() {},
          onRefused(statusCode) {
            throw new Error(`the handshake was answered with ${statusCode}`);
          },
          onMessage(isText, data) {
            if (isText) texts.push(data.toString());
            opened.write(isText ? textFrame(data.toString()) : binaryFrame(Buffer.from(data)));
          },
          onClose() {},
          isClosing: () => false,
          onCloseAnswered() {},
        });
      },
      onBytes: chunk => connection?.receive(chunk),
      onEnd: () => connection?.ended(),
      onGone: reason => resolve({ reason, texts }),
    });
  });
}
