import { closeSync } from 'node:fs';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../../bench/meters/window.ts';
import { ENTRIES } from '../../../bench/processes/entries.ts';
import { openFeedPipe } from '../../../bench/processes/feed-pipe.ts';
import type { FromPublisher, PublisherConfig, ToPublisher } from '../../../bench/processes/messages.ts';
import { startChild } from '../../../bench/processes/start-child.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { nowMicros } from '../../../scenarios/load/notification.ts';
import { schedule } from '../../../scenarios/load/schedule.ts';

const SEED = 7;

function loadOf(ratePerSecond: number, payloadBytes: number): Load {
  return {
    audience: { kind: 'own', prefix: 'user ' },
    subscribers: 3,
    arrivals: { kind: 'poisson', ratePerSecond },
    payloadBytes,
    transports: { sse: {} },
  };
}

/** A real publisher whose pipe ends in this process, as the server's standard input would. */
async function startPublisher(config: PublisherConfig) {
  const pipe = openFeedPipe();
  const input = new Socket({ fd: pipe.readFd });
  const child = startChild<FromPublisher, ToPublisher>({
    name: 'publisher',
    entry: ENTRIES.publisher,
    config,
    prefix: [],
    output: pipe.writeFd,
  });
  onTestFinished(async () => {
    await child.stop();
    input.destroy(); // And the descriptor with it.
    closeSync(pipe.writeFd);
  });
  await child.expect('ready', 15_000);
  return { child, input };
}

interface Line {
  topic: string;
  payload: unknown;
  scheduledAt: number;
  publishedAt: number;
}

async function readLines(input: Readable, count: number): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of createInterface({ input })) {
    lines.push(JSON.parse(line));
    if (lines.length === count) break;
  }
  return lines;
}

test('sends its schedule, stamped with when it was due and when it was sent', async () => {
  const load = loadOf(400, 100);
  const due = schedule(load, SEED, 1);
  const { child, input } = await startPublisher({ load, seed: SEED, durationSeconds: 1 });
  const startMicros = nowMicros() + 20_000;
  const window = { fromMicros: startMicros + 500_000, toMicros: startMicros + 1_000_000 };
  const lines = readLines(input, due.length);
  child.send({ type: 'publish', startMicros, window });
  const sent = await lines;
  expect(sent.map(({ publishedAt: _, ...line }) => line)).toEqual(
    due.map(({ atMicros, topic, payload }) => ({ topic, payload, scheduledAt: startMicros + atMicros })),
  );
  for (const { scheduledAt, publishedAt } of sent) expect(publishedAt).toBeGreaterThanOrEqual(scheduledAt);
  const { report } = await child.expect('published', 15_000);
  expect(report.lag.count).toBe(due.filter(({ atMicros }) => atMicros >= 500_000).length);
  expect(report.sent).toBe(
    sent.filter(({ publishedAt: at }) => at >= window.fromMicros && at < window.toMicros).length,
  );
  expect(report.cpuMicros).toBeGreaterThan(0);
});

test('probes each topic once', async () => {
  const { child, input } = await startPublisher({ load: loadOf(1, 100), seed: SEED, durationSeconds: 1 });
  const lines = readLines(input, 3);
  child.send({ type: 'probe' });
  expect((await lines).map(({ topic, payload }) => [topic, payload])).toEqual([
    ['user 0', 'probe'],
    ['user 1', 'probe'],
    ['user 2', 'probe'],
  ]);
});

test('a server that reads nothing does not hold the schedule up, and loses nothing', async () => {
  // 80 MB wait in the publisher at last: where each line cost in proportion to what waits, it would
  // take minutes.
  const load = loadOf(10_000, 8000);
  const due = schedule(load, SEED, 1);
  const { child, input } = await startPublisher({ load, seed: SEED, durationSeconds: 1 });
  const startMicros = nowMicros() + 20_000;
  const endMicros = startMicros + 1_000_000;
  const readFromMicros = endMicros + 2_000_000;
  child.send({ type: 'publish', startMicros, window: { fromMicros: startMicros, toMicros: endMicros } });
  await waitUntil(readFromMicros);
  const sent = await readLines(input, due.length);
  expect(sent.at(-1)?.publishedAt).toBeLessThan(readFromMicros);
  expect(sent.map(({ scheduledAt }) => scheduledAt)).toEqual(
    due.map(({ atMicros }) => startMicros + atMicros),
  );
  const { report } = await child.expect('published', 15_000);
  expect(report.lag.count).toBe(due.length);
});

test('says so when the server is gone', async () => {
  const load = loadOf(1000, 100);
  const { child, input } = await startPublisher({ load, seed: SEED, durationSeconds: 5 });
  const startMicros = nowMicros();
  input.destroy();
  child.send({
    type: 'publish',
    startMicros,
    window: { fromMicros: startMicros, toMicros: startMicros + 5e6 },
  });
  await expect(child.expect('published', 15_000)).rejects.toThrow('publisher: the server no longer reads');
});
