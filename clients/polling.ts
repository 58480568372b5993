import type { Notification } from '../scenarios/notification.ts';
import type { Protocol, Wire } from './connection.ts';
import { httpReader } from './http-reader.ts';

export interface PollingOptions {
  /** Header lines beyond `Host`, each ended by CRLF. */
  headers: string;
  /** Milliseconds from an answer to the next request; 0 for at once. Also asked before the first. */
  nextDelayMs: () => number;
}

/** One poll after the other on one kept-alive connection: what short and long polling share. */
export function polling(wire: Wire, { headers, nextDelayMs }: PollingOptions): Protocol {
  const { host, port } = wire.target;
  const path = `/notifications?topic=${encodeURIComponent(wire.topic)}`;
  const head = ` HTTP/1.1\r\nHost: ${host}:${port}\r\n${headers}\r\n`;
  let timer: NodeJS.Timeout | undefined;
  let statusCode = 0;
  let body: Buffer[] = [];

  function poll(): void {
    const after = wire.cursor === undefined ? '' : `&after=${wire.cursor}`;
    wire.socket.write(`GET ${path}${after}${head}`, 'latin1');
  }

  function schedule(): void {
    const delayMs = nextDelayMs();
    if (delayMs === 0) poll();
    else timer = setTimeout(poll, delayMs);
  }

  function answered(): void {
    const text = body.length === 1 ? String(body[0]) : Buffer.concat(body).toString();
    body = [];
    if (statusCode === 200) {
      const answer = JSON.parse(text) as { notifications: Notification[]; cursor: number };
      wire.established();
      wire.deliver(answer.notifications);
      wire.cursor = answer.cursor;
    } else if (statusCode === 204) {
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
    onHead: code => {
      statusCode = code;
    },
    onBody: chunk => body.push(Buffer.from(chunk)),
    onEnd: answered,
  });
  schedule();
  return { receive: read, release: () => clearTimeout(timer) };
}
