import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { onTestFinished } from 'vitest';
import { makeIdentity } from '../../bench/network/identity.ts';
import { SERVER_NAME } from '../../bench/processes/tls.ts';
import type { Target } from '../../clients/transports/subscriber.ts';

const { key, cert, ticketKeys } = await makeIdentity(['127.0.0.1']);

/** A server over TLS and HTTP/2, and what its clients trust. */
export const HTTP2 = {
  server: { key, cert, ticketKeys },
  client: { ca: cert, handshake: 'full' },
} as const;

/** A connection as Node's own client opens it; closed when the test is over. */
export function openSession({ host, port }: Target): ClientHttp2Session {
  const session = connect(`https://${host}:${port}`, { ca: cert, servername: SERVER_NAME });
  session.on('error', () => {}); // What was asked for says what happened.
  onTestFinished(() => session.destroy());
  return session;
}

/** The answer to a request without a body. */
export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

/** Reads an answer to its end. */
export function answerOn(stream: ClientHttp2Stream): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const answer: Answer = { status: 0, headers: {}, body: '' };
    stream.on('response', headers => {
      Object.assign(answer, { status: headers[':status'], headers });
    });
    stream.setEncoding('utf8').on('data', piece => {
      answer.body += piece;
    });
    stream.on('end', () => resolve(answer));
    stream.on('error', reject);
  });
}

/** The answer to one request on a connection of its own. */
export const answerTo = (target: Target, fields: OutgoingHttpHeaders): Promise<Answer> =>
  answerOn(openSession(target).request(fields, { endStream: true }));
