/** An answer that a client cannot use: a refusal, or one of another type than it asked for. */
export interface UnusableAnswer {
  statusCode: number;
  /** The words of the status line; empty without any. */
  statusText: string;
  contentType?: string | null | undefined;
  /** The header `Retry-After`. */
  retryAfter?: string | null | undefined;
  /** The body, or its beginning; empty if it cannot be read. */
  body: string;
}

/** What such an answer means to a client. */
export interface Refusal {
  /** Asking again is of no use. */
  isFinal: boolean;
  /** The server's own code, such as CURSOR_GONE, or `HTTP_404` without one. */
  code: string;
  reason: string;
  /** How long the server asks the client to wait, in ms, at most a minute; 0 if it does not ask. */
  retryAfterMs: number;
}

/** The answers below 500 after which a later request may succeed (RFC 9110, 8470 and 6585). */
const TEMPORARY = [408, 425, 429];
const SHOWN_CHARACTERS = 120;
/** A client that is sent away for an hour would look as if it had stopped. */
const MAX_RETRY_AFTER_MS = 60_000;

/** Seconds or a date (RFC 9110 §10.2.3) in ms from now; 0 for anything else. */
function retryAfterMsOf(value: string | null | undefined): number {
  if (!value) return 0;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(0, ms), MAX_RETRY_AFTER_MS);
}

/** Code and message of a refusal in JSON, as the lab's server and Fastify write them. */
function statedIn(body: string): { code?: string; message?: string } {
  try {
    const { code, message } = Object(JSON.parse(body)) as Record<string, unknown>;
    return { ...(typeof code === 'string' && { code }), ...(typeof message === 'string' && { message }) };
  } catch {
    return {};
  }
}

const plain = (text: string): string =>
  text
    .replace(/<(style|script)\b.*?<\/\1\s*>/gis, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/** The first words of a text or of an HTML page: those of its body, else those of its head. */
export function firstWords(text: string): string {
  const isPage = text.trimStart().startsWith('<');
  const words = isPage
    ? plain(text.replace(/<head\b.*?<\/head\s*>/gis, ' ')) || plain(text)
    : text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return words.length > SHOWN_CHARACTERS ? `${words.slice(0, SHOWN_CHARACTERS).trimEnd()}…` : words;
}

/**
 * What an unusable answer means. After 408, 425, 429 and from 500 on, a later request may succeed.
 * All others are final.
 */
export function refusalOf({
  statusCode,
  statusText,
  contentType,
  retryAfter,
  body,
}: UnusableAnswer): Refusal {
  const isFinal = statusCode < 500 && !TEMPORARY.includes(statusCode);
  const { code = `HTTP_${statusCode}`, message } = statedIn(body);
  const [type] = (contentType ?? '').split(';');
  const words = message ?? firstWords(body);
  // Where the status is no refusal, the type says why the answer cannot be used.
  const isOtherType = statusCode < 300 && Boolean(type);
  const detail = isOtherType ? ` with ${type}` : words === '' && statusText !== '' ? ` ${statusText}` : '';
  const answered = `the server answered ${statusCode}${detail}${words === '' ? '' : `: ${words}`}`;
  return {
    isFinal,
    code,
    reason: isFinal && message !== undefined ? message : answered,
    retryAfterMs: isFinal ? 0 : retryAfterMsOf(retryAfter),
  };
}

/** The same for an answer to `fetch`. */
export const refusalIn = (
  { status, statusText, headers }: Pick<Response, 'status' | 'statusText' | 'headers'>,
  body: string,
): Refusal =>
  refusalOf({
    statusCode: status,
    statusText,
    contentType: headers.get('content-type'),
    retryAfter: headers.get('retry-after'),
    body,
  });
