import { HTTPParser } from 'http-parser-js';

/** Handlers for the parts of successive HTTP responses on one connection. */
export interface ResponseHandlers {
  /** `headers` alternates names and values, as received. */
  onHead: (statusCode: number, headers: string[]) => void;
  onBody: (chunk: Buffer) => void;
  onEnd: () => void;
}

/**
 * Reads HTTP/1.1 responses from the bytes of one connection. The returned function takes each chunk
 * and returns how many of its bytes it read: all, unless a 101 switched to another protocol. Throws
 * if it is not HTTP.
 */
export function httpReader({ onHead, onBody, onEnd }: ResponseHandlers): (chunk: Buffer) => number {
  const parser = new HTTPParser(HTTPParser.RESPONSE);
  parser[HTTPParser.kOnHeadersComplete] = ({ statusCode, headers }) => onHead(statusCode, headers);
  parser[HTTPParser.kOnBody] = (chunk, offset, length) => onBody(chunk.subarray(offset, offset + length));
  parser[HTTPParser.kOnMessageComplete] = onEnd;
  return chunk => {
    const result = parser.execute(chunk);
    if (typeof result === 'number') return result;
    throw new Error(`not an HTTP response: ${result.message}`);
  };
}

/**
 * The value of a header in an alternating list; undefined if it is missing. `name` in lower case.
 */
export function headerOf(headers: string[], name: string): string | undefined {
  const index = headers.findIndex((text, place) => place % 2 === 0 && text.toLowerCase() === name);
  return headers[index + 1];
}
