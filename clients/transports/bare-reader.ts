import { keepConnected } from './connection.ts';
import type { Protocol, Wire } from './protocol.ts';
import type { Connect } from './subscriber.ts';
import { requestLine } from './tcp-floor.ts';

const NEWLINE = 0x0a;

function counted(wire: Wire, onResponse: (notificationCount: number) => void): Protocol {
  // The first line of a connection is the cursor that it starts from.
  let isStarted = false;
  requestLine(wire);
  wire.established();
  return {
    receive(chunk) {
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) {
        if (isStarted) onResponse(1);
        isStarted = true;
      }
    },
  };
}

/**
 * Reference for the client side: counts the lines of a tcp-floor server without parsing them. The
 * cost of the real clients can then be expressed as a ratio. Calls onResponse, never
 * onNotification; it cannot reconnect without a gap.
 */
export const bareReader: Connect = (target, options) =>
  keepConnected(target, options, wire => counted(wire, options.onResponse ?? (() => {})));
