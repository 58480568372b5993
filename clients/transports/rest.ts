import { CLOSE_TIMEOUT_MS, type OpenConnection } from './open-connection.ts';

/** The time between two requests, in which the end of the connection is no break. */
export interface Rest {
  /** The connection has ended. */
  gone(): void;
  /** The subscriber closes: nothing follows. */
  stop(): void;
}

/**
 * Rests for `delayMs`. Then it calls `resume` if the connection still stands, and otherwise
 * `connect`. Without `resume` the connection is of no further use and is ended at once. If the
 * other side does not end it too, it is destroyed when the rest is over; without a delay, after a
 * second.
 */
export function beginRest(
  connection: Pick<OpenConnection, 'isUsable' | 'finish' | 'destroy'>,
  delayMs: number,
  connect: () => void,
  resume?: () => void,
): Rest {
  let isOver = delayMs === 0;
  let isGone = false;
  if (!resume) connection.finish();

  function end(): void {
    isOver = true;
    if (isGone) connect();
    else if (resume && connection.isUsable) resume();
    else connection.destroy();
  }
  const timer = setTimeout(end, delayMs || CLOSE_TIMEOUT_MS);

  return {
    gone() {
      isGone = true;
      if (!isOver) return;
      clearTimeout(timer);
      connect();
    },
    stop: () => clearTimeout(timer),
  };
}
