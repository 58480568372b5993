import { headerOf, type ResponseHead } from './http-reader.ts';
import type { Wire } from './protocol.ts';
import { refusalOf } from './refusal.ts';

/** More than any refusal of the lab's server, and than the first words of a page need. */
const MAX_BODY_BYTES = 8 * 1024;

/** Reads the body of an answer that the client cannot use. */
export interface RefusedAnswer {
  /** Both end the subscription if the refusal is final; otherwise they throw what was said. */
  onBody(chunk: Buffer): void;
  onEnd(): void;
}

/** How the body is encoded: `identity` as it is. */
export const encodingOf = (headers: string[]): string =>
  headerOf(headers, 'content-encoding')?.toLowerCase() ?? 'identity';

/** Whether the body is JSON, or what else `type` names, and is encoded in one of these ways. */
export function isOfType(headers: string[], type: string, encodings = ['identity']): boolean {
  return (
    encodings.includes(encodingOf(headers)) &&
    headerOf(headers, 'content-type')?.toLowerCase().startsWith(type) === true
  );
}

/** Begins with the head of the answer, and reads no more of its body than says what is wrong. */
export function refusedAnswer(
  wire: Wire,
  statusCode: number,
  headers: string[],
  { statusMessage }: Pick<ResponseHead, 'statusMessage'>,
): RefusedAnswer {
  const encoding = encodingOf(headers);
  const chunks: Buffer[] = [];
  let byteCount = 0;

  function conclude(): void {
    const isReadable = encoding === 'identity';
    const { isFinal, code, reason, retryAfterMs } = refusalOf({
      statusCode,
      statusText: statusMessage,
      contentType: headerOf(headers, 'content-type'),
      retryAfter: headerOf(headers, 'retry-after'),
      body: isReadable ? Buffer.concat(chunks).toString() : `a body in the encoding ${encoding}`,
    });
    if (isFinal) {
      wire.end(code, reason);
      return;
    }
    wire.retryAfter(retryAfterMs);
    throw new Error(reason);
  }

  return {
    onBody(chunk) {
      chunks.push(Buffer.from(chunk));
      byteCount += chunk.length;
      // What is no refusal, but of another type, may never end.
      if (statusCode < 300 || byteCount >= MAX_BODY_BYTES) conclude();
    },
    onEnd: conclude,
  };
}
