import { writeSync } from 'node:fs';
import { setTimeout as sleep, setImmediate as yieldToEvents } from 'node:timers/promises';
import { PROBE_PAYLOAD } from '../../scenarios/load/expected-payloads.ts';
import { type Draft, type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';
import { withPayload } from '../../scenarios/load/payload-text.ts';
import { payloadMaker, schedule, stamped, topicsOf } from '../../scenarios/load/schedule.ts';
import { createLatencyRecorder } from '../meters/latency-recorder.ts';
import { childProcess } from '../processes/child-side.ts';
import type { FromPublisher, PublisherConfig, ToPublisher } from '../processes/messages.ts';
import { runInRealTime } from '../processes/real-time.ts';
import type { PublisherReport } from '../processes/reports.ts';

/**
 * The pipe to the server's standard input. It is non-blocking, so a server that does not read
 * cannot delay the schedule.
 */
const SERVER_FD = 3;
/** Longer waits return to the event loop, which handles the bench's messages. */
const LONG_WAIT_MS = 30;
/** The pipe holds 64 KiB; a write that did not fit is retried after this time. */
const FLUSH_MS = 0.2;
/** Shorter waits leave no time for other events. */
const EVENTS_MS = 1;

const neverSignalled = new Int32Array(new SharedArrayBuffer(4));
/**
 * Lines not yet written, the first perhaps in part. A list, so the cost of a line does not grow
 * with it.
 */
const unsent: Buffer[] = [];
/** Every line so far, if a new server may need them; else undefined. */
let history: Buffer[] | undefined;
/** The server has ended: nothing is written until the next one is ready. */
let isHeld = false;

/** Writes as much as the pipe takes; the rest waits for the next call. */
function flush(): void {
  if (isHeld) return;
  let taken = 0;
  try {
    for (let line = unsent[0]; line; line = unsent[taken]) {
      const written = writeSync(SERVER_FD, line);
      if (written === line.length) taken++;
      else unsent[taken] = line.subarray(written);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EPIPE') throw new Error('the server no longer reads');
    if (code !== 'EAGAIN') throw error;
  }
  if (taken > 0) unsent.splice(0, taken);
}

/** Sends a notification, its payload as the given JSON text if there is one; returns the time. */
function send({ payload, ...members }: Draft, payloadText = JSON.stringify(payload)): MonotonicMicros {
  const publishedAt = nowMicros();
  const line = Buffer.from(`${withPayload({ ...members, publishedAt }, payloadText)}\n`);
  history?.push(line);
  unsent.push(line);
  flush();
  return publishedAt;
}

/** Waits with a precision of about 0.1 ms, without spinning. */
async function waitPrecisely(until: MonotonicMicros): Promise<void> {
  const remainingMs = () => (until - nowMicros()) / 1000;
  for (let waitMs = remainingMs(); waitMs > 0; waitMs = remainingMs()) {
    if (waitMs > LONG_WAIT_MS && (unsent.length === 0 || isHeld)) await sleep(waitMs - LONG_WAIT_MS / 2);
    // Before the last wait, not after it: a due notification must go out first.
    else if (waitMs > EVENTS_MS) await yieldToEvents();
    flush();
    const leftMs = Math.min(remainingMs(), LONG_WAIT_MS, unsent.length > 0 ? FLUSH_MS : LONG_WAIT_MS);
    if (leftMs > 0) Atomics.wait(neverSignalled, 0, 0, leftMs);
  }
}

/**
 * Open loop: sends each notification when it is due, whatever the server does. Lateness is recorded
 * and never compensated.
 */
async function publish({
  startMicros,
  window: { fromMicros, toMicros },
}: Extract<ToPublisher, { type: 'publish' }>): Promise<PublisherReport> {
  const lag = createLatencyRecorder();
  const isInside = (at: MonotonicMicros) => at >= fromMicros && at < toMicros;
  // The wall clock's time, in ms with fractions, when the monotonic clock is 0. If the wall clock
  // steps meanwhile, its readers disagree with this value.
  const wallOffsetMs = performance.timeOrigin + performance.now() - nowMicros() / 1000;
  let cpuAtStart: NodeJS.CpuUsage | undefined;
  let sent = 0;
  for (const { atMicros, topic, payload, payloadText } of due) {
    const scheduledAt = startMicros + atMicros;
    if (scheduledAt >= fromMicros) cpuAtStart ??= process.cpuUsage();
    if (scheduledAt > nowMicros()) await waitPrecisely(scheduledAt);
    const publishedAt = send(
      { topic, scheduledAt, payload: stamped(load, payload, wallOffsetMs + scheduledAt / 1000) },
      payloadText,
    );
    if (isInside(scheduledAt)) lag.add(publishedAt - scheduledAt);
    if (isInside(publishedAt)) sent++;
  }
  // This wait is long if few notifications are due; it leaves the thread to the bench's messages.
  await waitPrecisely(toMicros);
  const { user, system } = process.cpuUsage(cpuAtStart ?? process.cpuUsage());
  while (unsent.length > 0) await waitPrecisely(nowMicros() + 2 * EVENTS_MS * 1000);
  return { lag: lag.record(), sent, cpuMicros: user + system };
}

const { config, send: reply } = childProcess<PublisherConfig, ToPublisher, FromPublisher>(async message => {
  try {
    if (message.type === 'probe') {
      const scheduledAt = nowMicros();
      for (const topic of topicsOf(config.load)) {
        if (backlog)
          for (let index = 0; index < backlog; index++)
            send({ topic, scheduledAt, payload: payloads(index) });
        else send({ topic, scheduledAt, payload: PROBE_PAYLOAD });
      }
      while (unsent.length > 0) await waitPrecisely(nowMicros() + 2 * EVENTS_MS * 1000);
    }
    if (message.type === 'hold') {
      isHeld = true;
      reply({ type: 'held' });
    }
    if (message.type === 'refill') {
      unsent.splice(0, unsent.length, ...(history ?? []));
      isHeld = false;
      flush();
      reply({ type: 'refilling', lines: history?.length ?? 0 });
    }
    if (message.type === 'publish') reply({ type: 'published', report: await publish(message) });
  } catch (error) {
    reply({ type: 'failed', reason: (error as Error).message });
  }
});
const { load } = config;
const backlog = load.visits?.backlog ?? load.heldBefore;
const payloads = payloadMaker(load, config.seed);
// If the subscribers send or visit, they follow the schedule themselves.
const due = load.senders || load.visits ? [] : schedule(load, config.seed, config.durationSeconds);
if (load.fault?.kind === 'restart') history = [];
runInRealTime();
reply({ type: 'ready' });
