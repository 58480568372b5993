import type {
  ClientHttp2Session,
  ClientHttp2Stream,
  IncomingHttpHeaders,
  OutgoingHttpHeaders,
} from 'node:http2';
import { authority } from '../../scenarios/load/authority.ts';
import { httpReader, type ResponseHandlers } from './http-reader.ts';
import type { OpenConnection } from './open-connection.ts';
import type { Target } from './subscriber.ts';

/** What carries the requests of a subscriber, one after the other. */
export interface Requester extends Pick<OpenConnection, 'session' | 'carriedBy' | 'reads' | 'write'> {
  readonly target: Target;
}

/** Requests on one connection. The handlers hear each answer; an error of theirs breaks it. */
export interface HttpRequests {
  /** `headers` are lines besides `Host`, each ended by CRLF. */
  get(path: string, headers: string): void;
  /** Over HTTP/1.1: reads the bytes of the connection. */
  receive(chunk: Buffer): void;
  ended(): void;
}

/** The fields of header lines, each ended by CRLF. */
export function headerFields(lines: string): OutgoingHttpHeaders {
  const fields: OutgoingHttpHeaders = {};
  for (const line of lines.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return fields;
}

/** The pseudo-header of a server’s address. */
export const authorityOf = ({ host, port }: Target): OutgoingHttpHeaders => ({
  ':authority': authority(host, port),
});

/** Fields of an answer as an alternating list of names and values. */
const alternating = (fields: IncomingHttpHeaders): string[] =>
  Object.entries(fields).flatMap(([name, value]) => (name.startsWith(':') ? [] : [name, `${value}`]));

/** Has the handlers hear the answer on a stream of HTTP/2. */
export function hearAnswer(
  { session, carriedBy, reads }: Pick<Requester, 'session' | 'carriedBy' | 'reads'>,
  stream: ClientHttp2Stream,
  { onHead, onBody, onEnd }: ResponseHandlers,
): void {
  let hasEnded = false;
  let reason = 'the server reset the stream';
  stream.on('response', fields => {
    const head = { statusMessage: '', shouldKeepAlive: session?.closed === false };
    reads(() => onHead(Number(fields[':status']), alternating(fields), head));
  });
  carriedBy(stream, onBody);
  stream.on('end', () => {
    hasEnded = true;
    reads(onEnd);
  });
  stream.on('error', ({ message }) => {
    reason = message;
  });
  stream.on('close', () => {
    // With the connection, the reason is its own.
    if (hasEnded || session?.destroyed) return;
    reads(() => {
      throw new Error(reason);
    });
  });
}

function http2Requests(
  requester: Requester,
  session: ClientHttp2Session,
  handlers: ResponseHandlers,
): HttpRequests {
  const address = authorityOf(requester.target);
  return {
    get(path, headers) {
      const fields = { ...address, ':path': path, ...headerFields(headers) };
      hearAnswer(requester, session.request(fields, { endStream: true }), handlers);
    },
    receive() {},
    ended() {},
  };
}

/** Requests over the version of HTTP that a connection speaks. */
export function httpRequests(requester: Requester, handlers: ResponseHandlers): HttpRequests {
  const { target, session } = requester;
  if (session) return http2Requests(requester, session, handlers);
  const host = `Host: ${authority(target.host, target.port)}\r\n`;
  const { read, ended } = httpReader(handlers);
  return {
    get: (path, headers) => requester.write(`GET ${path} HTTP/1.1\r\n${host}${headers}\r\n`, 'latin1'),
    receive: read,
    ended,
  };
}
