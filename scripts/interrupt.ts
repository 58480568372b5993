/** A signal that came this soon after the first was the same key press: npm passes on what its child already got. */
const SAME_PRESS_MS = 300;

/**
 * Turns the first Ctrl-C (or SIGTERM) into an abort that lets the command end in good order; the second ends the process
 * at once, and with it, as their channel to it breaks, all its children.
 */
export function interruptible(onFirst: () => void): AbortSignal {
  const controller = new AbortController();
  let firstMs = 0;
  const interrupt = () => {
    const nowMs = performance.now();
    if (!controller.signal.aborted) {
      firstMs = nowMs;
      onFirst();
      controller.abort();
    } else if (nowMs - firstMs > SAME_PRESS_MS) {
      process.exit(130);
    }
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}
