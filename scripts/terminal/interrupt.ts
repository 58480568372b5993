/** Exit code of a command that the user interrupted, as in shells: 128 + SIGINT. */
export const INTERRUPTED = 130;

/**
 * A second signal within this time is the same key press: npm forwards a signal that its child
 * already got.
 */
const SAME_PRESS_MS = 300;

/** The shell of npm, if npm started this process. It is read on import, before npm can end. */
const npmShell = process.env.npm_lifecycle_event === undefined ? null : process.ppid;
const LOOK_MS = 500;

/** Calls back when npm has ended: npm forwards SIGTERM only to its shell. */
function onNpmGone(gone: () => void): void {
  if (npmShell === null) return;
  const look = setInterval(() => {
    if (process.ppid === npmShell) return;
    clearInterval(look);
    gone();
  }, LOOK_MS).unref();
}

/**
 * The first Ctrl-C (or SIGTERM, or the end of npm) aborts the signal, and the command ends in
 * order. The second ends the process at once. Its children end too, because their channel to it
 * breaks.
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
      process.exit(INTERRUPTED);
    }
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  // A signal to the whole group may have arrived already: the end of npm is not a second one.
  onNpmGone(() => {
    if (!controller.signal.aborted) interrupt();
  });
  return controller.signal;
}
