import type { Notification } from '../../scenarios/load/notification.ts';
import type { BodyCoding } from '../../scenarios/load/transport-options.ts';
import { bodyEncodings, codingRequest, endUncompressed } from './ask-compression.ts';
import { headerOf } from './http-reader.ts';
import { httpRequests } from './http-requests.ts';
import { decoded } from './inflate.ts';
import { newInLatest } from './latest.ts';
import type { Protocol, Wire } from './protocol.ts';
import { firstWords } from './refusal.ts';
import { encodingOf, isOfType, type RefusedAnswer, refusedAnswer } from './refused-answer.ts';

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
  /** With compression: how bodies are compressed; gzip by default. */
  coding?: BodyCoding;
  /** Called before each poll. */
  onPoll?: () => void;
  /** Milliseconds from an answer to the next request; 0 for at once. */
  nextDelayMs: () => number;
}

/** What one subscriber keeps over all its connections. */
interface Kept {
  /** The entity tag of the last answer. */
  tag?: string | undefined;
}

/**
 * Polls one after the other, for both short and long polling. Each connection begins with a poll:
 * it is opened when one is due.
 */
export function polling(options: PollingOptions): (wire: Wire) => Protocol {
  const kept: Kept = {};
  return wire => pollOn(wire, options, kept);
}

function pollOn(
  wire: Wire,
  {
    headers = () => '',
    onPoll,
    nextDelayMs,
    keepAlive = true,
    latest,
    etag = false,
    coding = 'gzip',
  }: PollingOptions,
  kept: Kept,
): Protocol {
  const path = `/notifications?topic=${encodeURIComponent(wire.topic)}`;
  // A connection of HTTP/2 is not ended by a header.
  const closing = keepAlive || wire.session ? '' : 'Connection: close\r\n';
  const head = `${wire.requestHeaders}${codingRequest(wire, coding)}${closing}`;
  let isAsking = false;
  let statusCode = 0;
  let tag: string | undefined;
  let isKeptAlive = true;
  let refused: RefusedAnswer | undefined;
  let isCompressed = false;
  let body: Buffer[] = [];

  function selection(): string {
    if (latest !== undefined) return `&latest=${latest}`;
    return wire.cursor === undefined ? '' : `&after=${wire.cursor}`;
  }

  function poll(): void {
    onPoll?.();
    const known = etag && kept.tag !== undefined ? `If-None-Match: ${kept.tag}\r\n` : '';
    isAsking = true;
    wire.expects(true);
    get(`${path}${selection()}`, `${head}${known}${headers()}`);
  }

  function schedule(): void {
    if (wire.closing) return;
    const delayMs = nextDelayMs();
    if (!keepAlive || !isKeptAlive) wire.rest(delayMs);
    else if (delayMs === 0) poll();
    else wire.rest(delayMs, poll);
  }

  /** Throws if the text is not a list of notifications. */
  function parsed(text: string): { notifications: Notification[]; cursor: string } {
    try {
      const answer = JSON.parse(text);
      if (Array.isArray(answer.notifications)) return answer;
    } catch {
      // Said below.
    }
    throw new Error(`the answer is not a list of notifications: ${firstWords(text)}`);
  }

  function answered(): void {
    const whole = body.length === 1 ? (body[0] as Buffer) : Buffer.concat(body);
    const text = String(isCompressed ? decoded(whole, coding) : whole);
    body = [];
    isAsking = false;
    if (statusCode === 200) {
      const answer = parsed(text);
      if (wire.target.compression && !isCompressed && answer.notifications.length > 0) {
        endUncompressed(wire, 'notifications');
        return;
      }
      wire.established();
      wire.deliver(latest === undefined ? answer.notifications : newInLatest(answer, wire.cursor));
      wire.cursor = answer.cursor;
      // Not before: of an answer that broke, the notifications are still missing.
      kept.tag = tag;
    } else {
      wire.established();
      wire.deliver([]);
    }
    schedule();
  }

  const { get, receive, ended } = httpRequests(wire, {
    onHead(code, answerHeaders, answerHead) {
      // Some servers say so when they give up an idle connection.
      if (!isAsking) throw new Error(`the server answered ${code} without a request`);
      statusCode = code;
      if (etag) tag = headerOf(answerHeaders, 'etag');
      isKeptAlive = answerHead.shouldKeepAlive;
      const isEmpty = code === 204 || code === 304;
      const isList = code === 200 && isOfType(answerHeaders, 'application/json', bodyEncodings(wire, coding));
      isCompressed = encodingOf(answerHeaders) === coding;
      if (!isEmpty && !isList) refused = refusedAnswer(wire, code, answerHeaders, answerHead);
    },
    onBody(chunk) {
      if (refused) refused.onBody(chunk);
      else body.push(Buffer.from(chunk));
    },
    onEnd() {
      if (refused) refused.onEnd();
      else answered();
    },
  });
  poll();
  return { receive, ended };
}
