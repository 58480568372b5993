/** A signal that came this soon after the first was the same key press: npm passes on what its child already got. */
const SAME_PRESS_MS = 300;

const LOOK_MS = 500;

/** Calls back when npm, of whose shell this process is the child, has been ended: npm passes a SIGTERM on to that shell alone. */
function onNpmGone(gone: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    gone();
  }, LOOK_MS).unref();
}

/**
 * Turns the first Ctrl-C (or SIGTERM, or the end of npm) into an abort that lets the command end in good order; the second ends the
 * process at once, and with it, as their channel to it breaks, all its children.
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
  onNpmGone(interrupt);
  return controller.signal;
}
