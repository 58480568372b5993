import { type Cursor, cursorText } from '../../scenarios/load/cursor.ts';
import type { CursorGoneError } from '../feed/errors.ts';
import type { FeedReader } from '../feed/held.ts';
import { type Carrier, takenBytes } from '../http2/carrier.ts';
import type { Heartbeat } from './heartbeat.ts';
import { CATCH_UP_BYTES, type Outlet } from './outlet.ts';
import type { StreamObserver } from './stream-observer.ts';

export interface PushStreamOptions {
  feed: FeedReader;
  topic: string;
  /** The cursor to continue from; undefined to start with the next notification. */
  after: Cursor | undefined;
  socket: Carrier;
  /** What it writes to, after the response's head, the upgrade, or the request line. */
  outlet: Outlet;
  /** False once the protocol allows no further frame; checked before each. */
  isOpen?: () => boolean;
  /**
   * Called once, before anything is written, with the cursor that the subscriber starts from. With
   * it the subscriber can reconnect without a gap before its first notification. It also knows the
   * epoch. Not called if `onGone` is.
   */
  onStart: (cursor: string) => void;
  /** The most bytes that may be unread when the next notification comes. */
  maxUnreadBytes: number;
  heartbeat?: { schedule: Heartbeat; beat: () => void };
  /**
   * The feed no longer holds the next notification. The callback must report it and end the
   * connection.
   */
  onGone: (error: CursorGoneError) => void;
  /** The reader is too far behind. The callback must report it and end the connection. */
  onSlow: () => void;
  /** Hears when it begins and why it ends. Only a server by hand has it. */
  observer?: StreamObserver | undefined;
}

/**
 * Writes a topic to one connection: the cursor that it starts from, then what the feed holds, as
 * fast as the reader takes it, then each new notification. Returns the function that stops it; the
 * end of the connection also stops it. A backlog stays in the feed. A live reader is passed to
 * `onSlow` if it has more than `maxUnreadBytes` unread when the next notification comes, or reads
 * nothing between two heartbeats. So a connection never holds more than `maxUnreadBytes` and one
 * notification.
 */
export function pushStream(options: PushStreamOptions): () => void {
  const { feed, topic, socket, outlet, isOpen = () => true, maxUnreadBytes, heartbeat } = options;
  let sentSeq: number;
  let unsubscribe: (() => void) | undefined;
  let removeBeat: (() => void) | undefined;
  let stopped = false;
  let takenAtLastBeat = -1;

  function stop() {
    stopped = true;
    unsubscribe?.();
    removeBeat?.();
    socket.off('drain', catchUp);
    socket.off('close', stop);
  }

  function catchUp() {
    if (stopped || unsubscribe) return;
    if (!isOpen()) return stop();
    if (outlet.isFull()) return;
    try {
      for (;;) {
        const entries = feed.since(topic, { seq: sentSeq }, CATCH_UP_BYTES);
        if (entries.length === 0) break;
        for (const entry of entries) {
          outlet.write(entry);
          sentSeq = entry.seq;
        }
        if (outlet.isFull()) return;
      }
    } catch (error) {
      return endAsGone(error);
    }
    unsubscribe = feed.subscribe(topic, entry => {
      if (!isOpen()) return stop();
      // A subscriber may be ahead of this copy of the feed.
      if (entry.seq <= sentSeq) return;
      // Not counting this notification: a reader that reads at once may get one of any size.
      if (outlet.unreadBytes() > maxUnreadBytes) return giveUp();
      outlet.write(entry);
    });
  }

  function endAsGone(error: unknown) {
    stop();
    options.observer?.ends(`cursor gone: ${(error as CursorGoneError).message}`);
    options.onGone(error as CursorGoneError);
  }

  function giveUp() {
    stop();
    options.observer?.ends(`cut off as slow: ${outlet.unreadBytes()} bytes unread`);
    options.onSlow();
  }

  let start: Cursor;
  try {
    start = feed.startOf(topic, options.after);
  } catch (error) {
    endAsGone(error);
    return stop;
  }
  sentSeq = start.seq;
  if (heartbeat) {
    removeBeat = heartbeat.schedule.add(() => {
      if (!isOpen()) return stop();
      const taken = takenBytes(socket);
      if (socket.writableLength > 0 && taken === takenAtLastBeat) return giveUp();
      takenAtLastBeat = taken;
      heartbeat.beat();
    });
  }
  socket.on('drain', catchUp);
  outlet.onCompressed?.(catchUp);
  socket.on('close', stop);
  options.onStart(cursorText(start));
  options.observer?.began(cursorText(start));
  catchUp();
  return stop;
}
