import { writeSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { setTimeout as sleep, setImmediate as yieldToEvents } from 'node:timers/promises';
import { type Draft, type MonotonicMicros, nowMicros } from '../scenarios/notification.ts';
import { childProcess } from './child.ts';
import { createLatencyRecorder, type LatencyRecord } from './latency.ts';
import type { FromPublisher, PublisherConfig, ToPublisher } from './messages.ts';
import { schedule, topicsOf } from './schedule.ts';

/** How late the publisher sent what was due in the window. */
export type PublishLag = LatencyRecord;

/** The pipe to the server's standard input: non-blocking, so that a server that does not read cannot hold the schedule up. */
const SERVER_FD = 3;
/** Longer waits leave the thread to the event loop, so that messages of the bench get through. */
const LONG_WAIT_MS = 30;

const never = new Int32Array(new SharedArrayBuffer(4));
let unsent = Buffer.alloc(0);

/** Writes as much as the pipe takes; the rest waits for the next call. */
function flush(): void {
  while (unsent.length > 0) {
    try {
      unsent = unsent.subarray(writeSync(SERVER_FD, unsent));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return;
      throw error;
    }
  }
}

function send(draft: Draft): void {
  const line = Buffer.from(`${JSON.stringify({ ...draft, publishedAt: nowMicros() })}\n`);
  unsent = unsent.length > 0 ? Buffer.concat([unsent, line]) : line;
  flush();
}

/** Waits with a precision of about 0.1 ms, without spinning. */
async function waitPrecisely(until: MonotonicMicros): Promise<void> {
  for (;;) {
    await yieldToEvents();
    flush();
    const waitMs = (until - nowMicros()) / 1000;
    if (waitMs <= 0) return;
    if (waitMs > LONG_WAIT_MS) await sleep(waitMs - LONG_WAIT_MS / 2);
    else Atomics.wait(never, 0, 0, unsent.length > 0 ? Math.min(waitMs, 1) : waitMs);
  }
}

/** Open loop: what is due goes out when it is due, whatever the server does; lateness is recorded, never made up for. */
async function publish({
  startMicros,
  window,
}: Extract<ToPublisher, { type: 'publish' }>): Promise<PublishLag> {
  const lag = createLatencyRecorder();
  for (const { atMicros, topic, payload } of due) {
    const scheduledAt = startMicros + atMicros;
    if (scheduledAt > nowMicros()) await waitPrecisely(scheduledAt);
    if (scheduledAt >= window.fromMicros && scheduledAt < window.toMicros) lag.add(nowMicros() - scheduledAt);
    send({ topic, scheduledAt, payload });
  }
  await waitPrecisely(window.toMicros);
  while (unsent.length > 0) await waitPrecisely(nowMicros() + 1000);
  return lag.record();
}

const { config, send: tell } = childProcess<PublisherConfig, ToPublisher, FromPublisher>(async message => {
  try {
    if (message.type === 'probe') {
      const scheduledAt = nowMicros();
      for (const topic of topicsOf(config.load)) send({ topic, scheduledAt, payload: 'probe' });
      while (unsent.length > 0) await waitPrecisely(nowMicros() + 1000);
    }
    if (message.type === 'publish') tell({ type: 'published', lag: await publish(message) });
  } catch (error) {
    tell({ type: 'failed', reason: (error as Error).message });
  }
});
try {
  setPriority(constants.priority.PRIORITY_HIGHEST);
} catch {
  // Only root may; without it the schedule is kept a little less well, and the recorded lag says so.
}
const due = schedule(config.load, config.seed, config.durationSeconds);
tell({ type: 'ready' });
