import { keepConnected } from './connection.ts';
import type { Protocol, Wire } from './protocol.ts';
import type { Connect } from './subscriber.ts';
import { requestLine } from './tcp-floor.ts';

const NEWLINE = 0x0a;

function counted(wire: Wire, onResponse: (notificationCount: number) => void): Protocol {
  requestLine(wire);
  wire.established();
  return {
    receive(chunk) {
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) onResponse(1);
    },
  };
}

/**
 * The floor of the client side: counts the lines of a tcp-floor server and does not look into them, so that the cost of the
 * real clients can be told as a ratio. Calls onResponse, never onNotification; it cannot reconnect without a gap.
 */
export const bareReader: Connect = (target, options) =>
  keepConnected(target, options, wire => counted(wire, options.onResponse ?? (() => {})));
