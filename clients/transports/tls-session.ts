import { connect } from 'node:tls';
import { SERVER_NAME } from '../../bench/processes/tls.ts';
import { authority } from '../../scenarios/load/authority.ts';
import type { Target } from './subscriber.ts';

/** A server sends its tickets right after the handshake. */
const TICKET_TIMEOUT_MS = 5000;

/** The session of each server that connections of this process resume. */
const sessions = new Map<string, Buffer>();

const keyOf = ({ host, port }: Target): string => authority(host, port);

/** The session to resume. Throws if none was taken. */
export function sessionOf(target: Target): Buffer {
  const session = sessions.get(keyOf(target));
  if (!session) throw new Error(`no TLS session of ${keyOf(target)} was taken`);
  return session;
}

/**
 * Makes one full handshake, and keeps the session of the first ticket. Every connection of this
 * process resumes it: a server's tickets hold for two hours, and it takes each as often as it
 * comes.
 * Does nothing where no session is to be resumed. Rejects with one line if no ticket comes.
 */
export async function takeSession(target: Target): Promise<void> {
  const { host, port, tls } = target;
  if (tls?.handshake !== 'resumed') return;
  const socket = connect({ host, port, ca: tls.ca, servername: SERVER_NAME, minVersion: 'TLSv1.3' });
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  socket.once('session', resolve);
  socket.once('error', reject);
  socket.once('close', () => reject(new Error('the server ended the connection before a TLS ticket')));
  socket.setTimeout(TICKET_TIMEOUT_MS, () =>
    socket.destroy(new Error(`no TLS ticket within ${TICKET_TIMEOUT_MS / 1000} s`)),
  );
  // A ticket is read only with data.
  socket.resume();
  try {
    sessions.set(keyOf(target), await promise);
  } finally {
    socket.destroy();
  }
}
