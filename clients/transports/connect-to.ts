import { connect, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext } from 'node:tls';
import { type ClientTls, SERVER_NAME } from '../../bench/processes/tls.ts';
import type { Target } from './subscriber.ts';
import { sessionOf } from './tls-session.ts';

/** A buffer that a socket reads into; the callback says whether to go on. */
export interface OnRead {
  buffer: Buffer;
  callback: (byteCount: number) => boolean;
}

/** HTTP/2 over TLS, as clients and servers name it (RFC 9113 §3.1). */
const HTTP2 = 'h2';

/** A handshake was not of the kind that was asked for. To try again would not help. */
export class WrongHandshake extends Error {}

const contexts = new Map<string, SecureContext>();

/** One context for all connections: to make one takes as long as a handshake. */
export function contextOf({ ca }: ClientTls): SecureContext {
  const known = contexts.get(ca);
  if (known) return known;
  const made = createSecureContext({ ca, minVersion: 'TLSv1.3' });
  contexts.set(ca, made);
  return made;
}

/**
 * Opens a connection to a server: TCP, or TLS over it, with a full handshake or with the session
 * that `takeSession` got; with HTTP/2 for those that ask for it. `onReady` is called when a request
 * can be sent. The connection fails with a WrongHandshake if its handshake is not of the kind that
 * was asked for. Throws if a session is to be resumed and none was taken.
 */
export function connectTo(target: Target, onReady: () => void, onread?: OnRead): Socket {
  const { tls, http, group: _group, compression: _compression, ...where } = target;
  const options = { ...where, noDelay: true, ...(onread && { onread }) };
  if (!tls) return connect(options).once('connect', onReady);
  const session = tls.handshake === 'resumed' ? { session: sessionOf(target) } : {};
  const socket = connectTls({
    ...options,
    secureContext: contextOf(tls),
    servername: SERVER_NAME,
    ...(http === 2 && { ALPNProtocols: [HTTP2] }),
    ...session,
  });
  // tls.connect takes no noDelay.
  socket.setNoDelay(true);
  return socket.once('secureConnect', () => {
    if (http === 2 && socket.alpnProtocol !== HTTP2) {
      socket.destroy(new WrongHandshake('the server speaks no HTTP/2'));
      return;
    }
    const isResumed = socket.isSessionReused();
    if (isResumed === (tls.handshake === 'resumed')) {
      onReady();
      return;
    }
    const made = isResumed ? 'resumed' : 'full';
    socket.destroy(new WrongHandshake(`the handshake of TLS was ${made}, not ${tls.handshake}`));
  });
}
