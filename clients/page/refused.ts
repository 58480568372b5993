import { type Refusal, refusalIn } from '../transports/refusal.ts';

/** The server's answer cannot be used. */
export class RefusedError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

/** The refusal that an error of a poll stands for; undefined if there was no answer. */
export const refusalBehind = (error: unknown): Refusal | undefined =>
  error instanceof RefusedError ? error.refusal : undefined;

/** An answer of another type may never end. */
const ASK_TIMEOUT_MS = 3000;

/**
 * Asks an address why it refused an EventSource or a WebSocket, which a browser hides from the
 * page. Resolves with undefined if there is no answer, or if `isServed` holds for it.
 */
export async function refusalAt(
  address: string,
  isServed: (response: Response) => boolean,
): Promise<Refusal | undefined> {
  const asked = new AbortController();
  const timer = setTimeout(() => asked.abort(), ASK_TIMEOUT_MS);
  try {
    const response = await fetch(address, { cache: 'no-store', signal: asked.signal });
    return isServed(response) ? undefined : refusalIn(response, await response.text());
  } catch {
    return undefined; // No answer: a later attempt may have one.
  } finally {
    clearTimeout(timer);
    asked.abort();
  }
}
