import type { Notification } from '../../scenarios/load/notification.ts';
import { headerOf, httpReader } from './http-reader.ts';
import { newInLatest } from './latest.ts';
import type { Protocol, Wire } from './protocol.ts';

export interface PollingOptions {
  /** Header lines besides `Host`, each ended by CRLF; called before each poll. */
  headers?: () => string;
  /** false: each poll opens its own connection. */
  keepAlive?: boolean;
  /**
   * Requests this many of the latest notifications, instead of those after the cursor. The client
   * drops those that it already has.
   */
  latest?: number;
  /**
   * With `latest`: sends the tag of the last answer, so that the server may answer "not modified".
   */
  etag?: boolean;
  /**
   * Milliseconds from an answer to the next request; 0 for at once. Also called before the first.
   */
  nextDelayMs: () => number;
}

/** Polls one after the other, for both short and long polling. */
export function polling(
  wire: Wire,
  { headers = () => '', nextDelayMs, keepAlive = true, latest, etag = false }: PollingOptions,
): Protocol {
  const { host, port } = wire.target;
  const path = `/notifications?topic=${encodeURIComponent(wire.topic)}`;
  const closing = keepAlive ? '' : 'Connection: close\r\n';
  const head = ` HTTP/1.1\r\nHost: ${host}:${port}\r\n${wire.requestHeaders}${closing}`;
  let tag: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let statusCode = 0;
  let body: Buffer[] = [];

  function selection(): string {
    if (latest !== undefined) return `&latest=${latest}`;
    return wire.cursor === undefined ? '' : `&after=${wire.cursor}`;
  }

  function poll(): void {
    const known = etag && tag !== undefined ? `If-None-Match: ${tag}\r\n` : '';
    wire.expects(true);
    wire.socket.write(`GET ${path}${selection()}${head}${known}${headers()}\r\n`, 'latin1');
  }

  function schedule(): void {
    if (wire.closing) return;
    if (!keepAlive) {
      wire.renew(nextDelayMs);
      return;
    }
    wire.expects(false);
    const delayMs = nextDelayMs();
    if (delayMs === 0) poll();
    else timer = setTimeout(poll, delayMs);
  }

  function answered(): void {
    const text = body.length === 1 ? String(body[0]) : Buffer.concat(body).toString();
    body = [];
    if (statusCode === 200) {
      const answer = JSON.parse(text) as { notifications: Notification[]; cursor: string };
      wire.established();
      wire.deliver(latest === undefined ? answer.notifications : newInLatest(answer, wire.cursor));
      wire.cursor = answer.cursor;
    } else if (statusCode === 204 || statusCode === 304) {
      wire.established();
      wire.deliver([]);
    } else if (statusCode >= 400 && statusCode < 500) {
      const { code = `HTTP_${statusCode}`, message } = JSON.parse(text);
      wire.end(code, message);
      return;
    } else {
      throw new Error(`the server answered ${statusCode}`);
    }
    schedule();
  }

  const read = httpReader({
    onHead(code, answerHeaders) {
      statusCode = code;
      if (etag && code === 200) tag = headerOf(answerHeaders, 'etag');
    },
    onBody: chunk => body.push(Buffer.from(chunk)),
    onEnd: answered,
  });
  if (keepAlive) schedule();
  else poll();
  return { receive: read, release: () => clearTimeout(timer) };
}
