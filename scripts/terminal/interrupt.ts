/** A signal that came this soon after the first was the same key press: npm passes on what its child already got. */
const SAME_PRESS_MS = 300;

/** The shell of npm, where npm started this: what it was when this module was read, before anything could be said or ended. */
const npmShell = process.env.npm_lifecycle_event === undefined ? null : process.ppid;
const LOOK_MS = 500;

/** Calls back when npm has been ended, which passes a SIGTERM on to its shell alone. */
function onNpmGone(gone: () => void): void {
  if (npmShell === null) return;
  const look = setInterval(() => {
    if (process.ppid === npmShell) return;
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
  // A signal to the whole group has come already: it is no second one.
  onNpmGone(() => {
    if (!controller.signal.aborted) interrupt();
  });
  return controller.signal;
}
