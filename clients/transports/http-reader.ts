import { HTTPParser } from 'http-parser-js';

/** The rest of a response's head. */
export interface ResponseHead {
  /** The words of the status line. */
  statusMessage: string;
  /** Whether another request may follow on the connection: false after `Connection: close`. */
  shouldKeepAlive: boolean;
}

/** Handlers for the parts of successive HTTP responses on one connection. */
export interface ResponseHandlers {
  /**
   * `headers` alternates names and values, as received. Interim responses such as 103 are left out,
   * but for 101.
   */
  onHead: (statusCode: number, headers: string[], head: ResponseHead) => void;
  onBody: (chunk: Buffer) => void;
  onEnd: () => void;
}

/** Reads the responses of one connection. */
export interface HttpReader {
  /**
   * Takes each chunk and returns how many of its bytes it read: all, unless a 101 switched to
   * another protocol. Throws if it is not HTTP.
   */
  read(chunk: Buffer): number;
  /** The server has ended the connection, which may be the end of a response. */
  ended(): void;
}

/** Reads HTTP/1.1 and HTTP/1.0 responses from the bytes of one connection. */
export function httpReader({ onHead, onBody, onEnd }: ResponseHandlers): HttpReader {
  const parser = new HTTPParser(HTTPParser.RESPONSE);
  let isInterim = false;
  parser[HTTPParser.kOnHeadersComplete] = head => {
    const { statusCode } = head;
    isInterim = statusCode < 200 && statusCode !== 101;
    if (!isInterim) onHead(statusCode, head.headers, head);
    // 1 says that no body follows. A 304 may carry the length of the body that it stands for.
    return statusCode === 204 || statusCode === 304 ? 1 : 0;
  };
  parser[HTTPParser.kOnBody] = (chunk, offset, length) => onBody(chunk.subarray(offset, offset + length));
  parser[HTTPParser.kOnMessageComplete] = () => {
    if (!isInterim) onEnd();
  };
  return {
    read(chunk) {
      const result = parser.execute(chunk);
      if (typeof result === 'number') return result;
      throw new Error(`not an HTTP response: ${result.message}`);
    },
    // A response that is cut off stays without its end.
    ended: () => void parser.finish(),
  };
}

/**
 * The value of a header in an alternating list; undefined if it is missing. `name` in lower case.
 */
export function headerOf(headers: string[], name: string): string | undefined {
  const index = headers.findIndex(
    (text, place) => place % 2 === 0 && text.length === name.length && text.toLowerCase() === name,
  );
  return index < 0 ? undefined : headers[index + 1];
}
