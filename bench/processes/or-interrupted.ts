import { once } from 'node:events';

/** Said by whatever an interrupt has ended. */
const INTERRUPTED = 'interrupted';

/** Throws if an interrupt has come. */
export function throwIfInterrupted({ aborted }: AbortSignal): void {
  if (aborted) throw new Error(INTERRUPTED);
}

/**
 * Waits for `work`, but no longer than until an interrupt, or until one of `failures` rejects. Who
 * calls it ends the work that an interrupt leaves.
 */
export async function orInterrupted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  ...failures: Promise<never>[]
): Promise<T> {
  work.catch(() => {}); // The race handles it, where it is in time.
  throwIfInterrupted(signal);
  const settled = new AbortController();
  const interrupted = once(signal, 'abort', { signal: settled.signal }).then(() => {
    throw new Error(INTERRUPTED);
  });
  interrupted.catch(() => {}); // The race handles it.
  return await Promise.race([work, interrupted, ...failures]).finally(() => settled.abort());
}
