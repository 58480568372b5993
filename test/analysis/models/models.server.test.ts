import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import fc from 'fast-check';
import * as hdr from 'hdr-histogram-js';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as models from '../../../analysis/models/all.ts';
import { createLatencyRecorder } from '../../../bench/meters/latency-recorder.ts';
import { clients } from '../../../clients/transports/transports.ts';
import { cursorText } from '../../../scenarios/load/cursor.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';
import { createFeed } from '../../../servers/feed/feed.ts';
import { DEFAULT_LIMITS } from '../../../servers/feed/limits.ts';
import {
  httpChunk,
  line,
  pollBodies,
  sseEvent,
  webSocketTextFrame,
} from '../../../servers/transports/framing.ts';
import { connectRaw } from '../../harness/raw-connection.ts';
import { serve } from '../../harness/serving.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Moments in ms of a Poisson stream, by one seed. */
function poissonMs(ratePerSecond: number, count: number, seed = 1): number[] {
  const random = seededRandom(seed);
  let at = 0;
  return Array.from({ length: count }, () => {
    at -= (Math.log(1 - random()) * 1000) / ratePerSecond;
    return at;
  });
}

/** Moments in ms of a periodic stream, half a period in. */
const periodicMs = (ratePerSecond: number, count: number) =>
  Array.from({ length: count }, (_, index) => ((index + 0.5) * 1000) / ratePerSecond);

/** Whether two values differ by no more than this share of the second. */
function expectWithin(value: number, expected: number, share: number): void {
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThanOrEqual(
    share * Math.abs(expected),
  );
}

/**
 * What pollers see who read the feed at these moments: latency of each arrival, and how many each
 * poll brought.
 */
function simulatePolls(atMs: readonly number[], pollsMs: readonly number[], transitMs: number) {
  let next = 0;
  const latenciesMs: number[] = [];
  const batches = pollsMs.map(pollMs => {
    const from = next;
    for (let at = atMs[next]; at !== undefined && at <= pollMs; at = atMs[++next]) {
      latenciesMs.push(pollMs + transitMs - at);
    }
    return next - from;
  });
  const full = batches.filter(batch => batch > 0);
  return { latenciesMs, batchMean: mean(full), emptyShare: 1 - full.length / batches.length };
}

describe('short polling', () => {
  test('known answers', () => {
    const fixed = { intervalMs: 1000, transitMs: 20 };
    expect(models.fixedShortPolling(fixed)).toEqual({ minMs: 20, meanMs: 520, maxMs: 1020 });
    expect([19, 20, 270, 1020, 2000].map(at => models.fixedShortPollingCdf(fixed, at))).toEqual([
      0, 0, 0.25, 1, 1,
    ]);
    expect(models.pausedShortPolling({ pauseMs: 1000, transitMs: 20, serverMs: 4 })).toEqual({
      periodMs: 1044,
      minMs: 20,
      meanMs: 1000 / 2 + 2 * 20 + 4 / 2,
      maxMs: 1064,
    });
    expect([0.25, 1, 3].map(models.poissonEmptyShare)).toEqual([0.25, 1, 3].map(x => Math.exp(-x)));
    expect(models.poissonPollBatchMean(0)).toBe(1);
    expect(models.poissonPollBatchMean(0.25)).toBeCloseTo(1.130_203, 6);
    expect(models.poissonPollBatchMean(1)).toBeCloseTo(Math.E / (Math.E - 1), 12);
    expect([0.25, 1, 2.5].map(models.periodicPollBatchMean)).toEqual([1, 1, 2.5]);
    expect([0.25, 1, 2.5].map(models.periodicEmptyShare)).toEqual([0.75, 0, 0]);
    expect(models.pollingClients({ requestsPerSecond: 5000, acceptableLatencyMs: 2000 })).toBe(10_000);
  });

  test.each([0.2, 1, 4])('a simulation of Poisson arrivals, %d a poll, agrees', arrivalsPerPoll => {
    const fixed = { intervalMs: 1000, transitMs: 20 };
    const atMs = poissonMs(arrivalsPerPoll, 40_000);
    const pollsMs = Array.from(
      { length: Math.ceil((atMs.at(-1) as number) / 1000) },
      (_, i) => (i + 1) * 1000,
    );
    const { latenciesMs, batchMean, emptyShare } = simulatePolls(atMs, pollsMs, fixed.transitMs);
    const { minMs, meanMs, maxMs } = models.fixedShortPolling(fixed);
    expectWithin(mean(latenciesMs), meanMs, 0.01);
    expect(Math.min(...latenciesMs)).toBeGreaterThanOrEqual(minMs);
    expect(Math.max(...latenciesMs)).toBeLessThanOrEqual(maxMs);
    expectWithin(batchMean, models.poissonPollBatchMean(arrivalsPerPoll), 0.01);
    const empty = models.poissonEmptyShare(arrivalsPerPoll);
    // Four standard errors.
    expect(Math.abs(emptyShare - empty)).toBeLessThan(4 * Math.sqrt((empty * (1 - empty)) / pollsMs.length));
    const recorder = createLatencyRecorder();
    for (const latencyMs of latenciesMs) recorder.add(Math.floor(latencyMs * 1000));
    const distance = models.ksDistance(models.bucketsOf([recorder.record().hdr]), latencyMs =>
      models.fixedShortPollingCdf(fixed, latencyMs),
    );
    expect(distance).toBeLessThan(models.ksNoise(latenciesMs.length));
  });

  test('a simulation of a pause after each answer agrees', () => {
    const [pauseMs, transitMs, serverMs] = [300, 40, 25];
    const atMs = poissonMs(5, 40_000);
    const readsMs: number[] = [];
    for (let sentMs = 0; sentMs < (atMs.at(-1) as number); ) {
      const readMs = sentMs + transitMs + serverMs;
      readsMs.push(readMs);
      sentMs = readMs + transitMs + pauseMs;
    }
    const { latenciesMs } = simulatePolls(atMs, readsMs, transitMs);
    expectWithin(mean(latenciesMs), models.pausedShortPolling({ pauseMs, transitMs, serverMs }).meanMs, 0.01);
  });

  test.each([0.3, 0.999, 1, 1.7, 10])('periodic arrivals, %d a poll, counted', arrivalsPerPoll => {
    const atMs = periodicMs(arrivalsPerPoll, 30_000 * arrivalsPerPoll);
    const pollsMs = Array.from({ length: 30_000 }, (_, index) => index * 1000 + 1010);
    const { batchMean, emptyShare } = simulatePolls(atMs, pollsMs, 0);
    expectWithin(batchMean, models.periodicPollBatchMean(arrivalsPerPoll), 1e-3);
    expect(emptyShare).toBeCloseTo(models.periodicEmptyShare(arrivalsPerPoll), 3);
  });

  test('a notification pays the headers of 1/(λT) polls', () => {
    const bytes = { requestBytes: 100, nonEmptyHeadBytes: 200, emptyHeadBytes: 150 };
    const headers = (arrivalsPerPoll: number, emptyShare: number) =>
      models.shortPollHeaderBytesPerEvent({ arrivalsPerPoll, emptyShare, ...bytes });
    expect(headers(1, 0)).toBe(300);
    expect(headers(10, 0)).toBe(30);
    expect(headers(0.25, 0.75)).toBe((3 * 250 + 300) / 1);
  });
});

/**
 * One subscriber's polls, event by event: the latency of each arrival, and what each answer
 * carried.
 */
function simulateLongPolls(
  atMs: readonly number[],
  {
    transitMs,
    gapMs,
    waitMs = Number.POSITIVE_INFINITY,
  }: { transitMs: number; gapMs: number; waitMs?: number },
) {
  const latenciesMs: number[] = [];
  const batches: number[] = [];
  let held: number[] = [];
  // Undefined while the subscriber is away.
  let timesOutMs: number | undefined = waitMs;
  let backMs = Number.POSITIVE_INFINITY;
  function answer(nowMs: number) {
    batches.push(held.length);
    latenciesMs.push(...held.map(at => nowMs + transitMs - at));
    held = [];
    timesOutMs = undefined;
    backMs = nowMs + gapMs;
  }
  function reconnected() {
    const nowMs = backMs;
    backMs = Number.POSITIVE_INFINITY;
    timesOutMs = nowMs + waitMs;
    if (held.length > 0) answer(nowMs);
  }
  for (const at of atMs) {
    while (Math.min(backMs, timesOutMs ?? Number.POSITIVE_INFINITY) < at) {
      if (timesOutMs === undefined) reconnected();
      else answer(timesOutMs);
    }
    held.push(at);
    if (timesOutMs !== undefined) answer(at);
  }
  const full = batches.filter(batch => batch > 0);
  return { latenciesMs, batches, batchMean: mean(full), emptyShare: 1 - full.length / batches.length };
}

describe('long polling', () => {
  test('known answers', () => {
    expect(models.longPollingGapMs({ transitMs: 20, turnaroundMs: 3 })).toBe(43);
    const once = { ratePerSecond: 10, gapMs: 100 };
    expect(models.longPollingBatchMean(once)).toBeCloseTo(1 + Math.exp(-1), 12);
    expect(models.longPollingLatency({ ...once, transitMs: 50 })).toEqual({
      minMs: 50,
      meanMs: 50 + (10 * 0.1 ** 2) / 2 / (1 + Math.exp(-1)) / 0.001,
      maxMs: 150,
    });
    expect(models.longPollingEmptyShare({ ...once, waitMs: 200 })).toBeCloseTo(Math.exp(-3), 12);
    expect(models.longPollingRequestsPerSecond(once)).toBeCloseTo(10 / (1 + Math.exp(-1)), 12);
    expect(models.longPollHeaderBytesPerEvent({ headerBytes: 300, batchMean: 1.5 })).toBe(200);
    expect(
      [5, 10, 25].map(rate => models.periodicLongPollingBatchMean({ ratePerSecond: rate, gapMs: 100 })),
    ).toEqual([1, 1, 2.5]);
  });

  test.each([
    [1, 30, Number.POSITIVE_INFINITY],
    [20, 50, Number.POSITIVE_INFINITY],
    [100, 50, Number.POSITIVE_INFINITY],
    [2, 300, 400],
    [0.5, 200, 1000],
  ])(
    'a simulation of %d Poisson arrivals a second with a gap of %d ms and a wait of %d ms agrees',
    (rate, gapMs, waitMs) => {
      const polling = { ratePerSecond: rate, gapMs, waitMs, transitMs: gapMs / 2 };
      const atMs = poissonMs(rate, 100_000, 7);
      const { latenciesMs, batches, batchMean, emptyShare } = simulateLongPolls(atMs, polling);
      const { minMs, meanMs, maxMs } = models.longPollingLatency(polling);
      expectWithin(mean(latenciesMs), meanMs, 0.01);
      // To the last digit of the sums of floats.
      expect(latenciesMs.every(latency => latency >= minMs - 1e-6 && latency <= maxMs + 1e-6)).toBe(true);
      expectWithin(batchMean, models.longPollingBatchMean(polling), 0.01);
      expect(Math.abs(emptyShare - models.longPollingEmptyShare(polling))).toBeLessThan(0.005);
      const perSecond = batches.length / ((atMs.at(-1) as number) / 1000);
      expectWithin(perSecond, models.longPollingRequestsPerSecond(polling), 0.01);
    },
  );

  test.each([4, 9.7, 33.3])('a simulation of %d periodic arrivals a second agrees', rate => {
    const polling = { ratePerSecond: rate, gapMs: 100, transitMs: 50 };
    const { latenciesMs, batchMean } = simulateLongPolls(periodicMs(rate, 20_000), polling);
    expectWithin(batchMean, models.periodicLongPollingBatchMean(polling), 1e-3);
    expectWithin(mean(latenciesMs), models.periodicLongPollingLatency(polling).meanMs, 0.01);
  });

  test('rare arrivals take one transit, frequent ones half a gap more, the largest three transits', () => {
    const polling = (ratePerSecond: number) => ({ ratePerSecond, gapMs: 200, transitMs: 100 });
    expect(models.longPollingLatency(polling(1e-6)).meanMs).toBeCloseTo(100, 4);
    expect(models.longPollingLatency(polling(1e6)).meanMs).toBeCloseTo(200, 4);
    expect(models.longPollingLatency(polling(1)).maxMs).toBe(300);
  });

  test('batches are of one at least; the mean lies between the ends and rises with d and λ', () => {
    const positive = (max: number) => fc.double({ min: 0, max, noNaN: true });
    fc.assert(
      fc.property(
        positive(1000),
        positive(500),
        positive(1e5),
        positive(200),
        (rate, gapMs, waitMs, transitMs) => {
          const polling = { ratePerSecond: rate, gapMs, waitMs };
          expect(models.longPollingBatchMean(polling)).toBeGreaterThanOrEqual(1 - 1e-9);
          const { minMs, meanMs, maxMs } = models.longPollingLatency({ ...polling, transitMs });
          expect(meanMs).toBeGreaterThanOrEqual(minMs);
          expect(meanMs).toBeLessThanOrEqual(maxMs);
          const further = models.longPollingLatency({ ...polling, transitMs: transitMs + 1 });
          expect(further.meanMs).toBeGreaterThan(meanMs);
          const forEver = { ratePerSecond: rate, gapMs, transitMs };
          const oftener = models.longPollingLatency({ ...forEver, ratePerSecond: rate + 1 });
          expect(oftener.meanMs).toBeGreaterThanOrEqual(models.longPollingLatency(forEver).meanMs - 1e-9);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('push', () => {
  test('the mean over all places in the fan-out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 100 }),
        (followers, writeMicros) => {
          const places = Array.from({ length: followers }, (_, place) => 2 + (place * writeMicros) / 1000);
          const { minMs, meanMs, maxMs } = models.pushLatency({ transitMs: 2, followers, writeMicros });
          expect(minMs).toBe(2);
          expect(meanMs).toBeCloseTo(mean(places), 9);
          expect(maxMs).toBeCloseTo(places.at(-1) as number, 9);
        },
      ),
      { seed: 1 },
    );
    expect(models.pushLatency({ transitMs: 1, followers: 501, writeMicros: 10 }).meanMs).toBe(3.5);
  });

  test('the slower of server and clients sets the pace', () => {
    const pace = (serverMicros: number, clientWorkers: number) =>
      models.fanOutPaceMicros({ serverMicros, clientMicros: 20, clientWorkers });
    expect([pace(12, 1), pace(30, 1), pace(12, 2)]).toEqual([20, 30, 12]);
  });

  test('waits in the queue, by hand and against the formula for Poisson arrivals', () => {
    const arrivals = [0, 1, 5, 100].map(atMs => ({ atMs, serviceMs: 4 }));
    expect(models.queueWaitsMs(arrivals)).toEqual([0, 3, 3, 0]);
    const service = { ratePerSecond: 100, serviceMs: 7 };
    const waitsMs = models.queueWaitsMs(poissonMs(100, 200_000).map(atMs => ({ atMs, serviceMs: 7 })));
    expectWithin(mean(waitsMs), models.queueWaitMeanMs(service), 0.03);
    expect(models.queueWaitMeanMs({ ratePerSecond: 100, serviceMs: 5 })).toBe(2.5);
    expect(models.queueWaitMeanMs({ ratePerSecond: 100, serviceMs: 10 })).toBe(Number.POSITIVE_INFINITY);
  });

  test('heartbeats that fall into the window', () => {
    expect(models.heartbeatsPerSubscriber({ windowSeconds: 3, everySeconds: 15 })).toBe(0.2);
    expect(models.heartbeatsPerSubscriber({ windowSeconds: 60, everySeconds: 15 })).toBe(4);
  });
});

describe('bytes', () => {
  const payload = fc.oneof(fc.jsonValue(), fc.string({ minLength: 0, maxLength: 70_000 }));
  const topic = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });

  test('of a notification and of its frames are those of the server', () => {
    fc.assert(
      fc.property(
        topic,
        payload,
        fc.boolean(),
        fc.integer({ min: 1, max: 120 }),
        (topic, payload, isSpaced, seq) => {
          const feed = createFeed();
          for (let before = 1; before < seq; before++) feed.append({ topic, payload: 0 });
          const payloadText = isSpaced ? `[ 1.00,\t${JSON.stringify(payload)} ]` : JSON.stringify(payload);
          const entry = feed.append({ topic, payload }, isSpaced ? { payloadText } : {});
          const jsonBytes = entry.json.length;
          const payloadBytes = Buffer.byteLength(payloadText);
          expect(models.notificationBytes({ seq, topic, payloadBytes })).toBe(jsonBytes);
          expect(models.lineBytes(jsonBytes)).toBe(line(entry).length);
          expect(models.sseEventBytes({ seq, jsonBytes })).toBe(httpChunk(sseEvent(entry)).length);
          const frameBytes = webSocketTextFrame(entry).length;
          expect(models.webSocketHeadBytes(jsonBytes, 'server')).toBe(frameBytes - jsonBytes);
          const entries = feed.since(topic, { seq: Math.max(0, seq - 3) });
          const count = entries.length;
          const all = entries.reduce((sum, { json }) => sum + json.length, 0);
          expect(models.pollBodyBytes({ count, jsonBytes: all, uptoSeq: seq })).toBe(
            pollBodies()(entries).length,
          );
        },
      ),
      { seed: 1, numRuns: 200, examples: [['Ω"\n', 'x'.repeat(65_536), false, 101]] },
    );
  });

  test('of WebSocket heads, chunks, heartbeats and packets', () => {
    const lengths = [0, 125, 126, 65_535, 65_536];
    expect(lengths.map(length => models.webSocketHeadBytes(length, 'server'))).toEqual([2, 2, 4, 4, 10]);
    expect(lengths.map(length => models.webSocketHeadBytes(length, 'client'))).toEqual([6, 6, 8, 8, 14]);
    for (const length of [1, 15, 16, 255, 256, 65_536]) {
      expect(models.chunkBytes(length)).toBe(httpChunk(Buffer.alloc(length)).length);
    }
    // 8 bytes of `data: ` and line ends, 13 of the id line, 6 of the chunk.
    expect(models.sseEventBytes({ seq: 7, jsonBytes: 50 })).toBe(50 + 8 + 13 + 6);
    const { SSE_HEARTBEAT_BYTES, WEBSOCKET_PING_BYTES, WEBSOCKET_PONG_BYTES } = models;
    expect([SSE_HEARTBEAT_BYTES, WEBSOCKET_PING_BYTES, WEBSOCKET_PONG_BYTES]).toEqual([7, 2, 6]);
    expect([models.PACKET_HEADER_BYTES, models.SYN_PACKET_BYTES]).toEqual([66, 74]);
    expect(models.packetHeaderBytes({ packets: 10, synPackets: 2 })).toBe(8 * 66 + 2 * 74);
    expect([true, false].map(tls => models.setUpRoundTrips({ tls }))).toEqual([3, 2]);
    expect(models.setUpMs({ roundTripMs: 40, tls: true })).toBe(120);
  });

  const POLLS = (['short-polling', 'long-polling'] as const).flatMap(transport =>
    [true, false].map(keepAlive => ({ transport, keepAlive })),
  );

  test.each(POLLS)(
    'of the answers of $transport, keep-alive $keepAlive, are those of the server',
    async ({ transport, keepAlive }) => {
      const { feed, target } = await serve([transport]);
      const waitSeconds = transport === 'long-polling' ? 1 : undefined;
      const counts = [0, 1, 2, 12];
      for (let seq = 1; seq <= 15; seq++)
        feed.append({ topic: 'ü', payload: { text: 'x'.repeat(seq * 20) } });
      for (const count of counts) {
        const afterSeq = 15 - count;
        const poll = { target, topic: 'ü', epoch: feed.epoch, afterSeq, waitSeconds, keepAlive };
        const request = models.pollRequest(poll);
        const { until, bytes } = await connectRaw(target, request);
        await until(count === 0 ? /\r\n\r\n$/ : /\}$/);
        const jsonBytes = feed.since('ü', { seq: afterSeq }).reduce((sum, { json }) => sum + json.length, 0);
        expect(bytes().length).toBe(models.pollAnswerBytes({ count, jsonBytes, uptoSeq: 15, keepAlive }));
      }
    },
  );

  test.each(POLLS)(
    'of the requests of $transport, keep-alive $keepAlive, are those of the client',
    async ({ transport, keepAlive }) => {
      const server = createServer().listen(0, '127.0.0.1');
      onTestFinished(() => void server.close());
      await once(server, 'listening');
      const target = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
      const connection = once(server, 'connection');
      const options = { intervalMs: 1000, waitSeconds: 25, keepAlive };
      const subscription = clients[transport](options, { share: 0, random: Math.random })(target, {
        topic: 'user 1/ü',
        after: 'abcde1-1234',
        onNotification() {},
      });
      const [socket] = await connection;
      const [request] = await once(socket, 'data');
      const waitSeconds = transport === 'long-polling' ? 25 : undefined;
      expect(String(request)).toBe(
        models.pollRequest({
          target,
          topic: 'user 1/ü',
          epoch: 'abcde1',
          afterSeq: 1234,
          waitSeconds,
          keepAlive,
        }),
      );
      const closed = subscription.close();
      socket.destroy();
      await closed;
    },
  );

  test('of a cursor are those of the server', () => {
    for (const seq of [0, 9, 10, 123_456]) {
      expect(models.cursorBytes(seq)).toBe(cursorText({ epoch: createFeed().epoch, seq }).length);
    }
  });

  test('a heartbeat is due as often as the server sends it', () => {
    expect(DEFAULT_LIMITS.heartbeatMs).toBe(15_000);
  });
});

describe('the distance of Kolmogorov and Smirnov', () => {
  const uniform = (fromMs: number, toMs: number) => (latencyMs: number) =>
    models.fixedShortPollingCdf({ intervalMs: toMs - fromMs, transitMs: fromMs }, latencyMs);

  function hdrOf(micros: readonly number[]): string {
    const recorder = createLatencyRecorder();
    for (const one of micros) recorder.add(one);
    return recorder.record().hdr;
  }

  /** Of the single values, in µs, by the textbook. */
  function exactDistance(micros: readonly number[], cdf: (latencyMs: number) => number): number {
    const sorted = [...micros].sort((a, b) => a - b);
    return sorted.reduce((distance, value, index) => {
      const model = cdf(value / 1000);
      return Math.max(distance, model - index / sorted.length, (index + 1) / sorted.length - model);
    }, 0);
  }

  test('known answers', () => {
    const distance = (micros: number[], cdf = uniform(0, 1)) =>
      models.ksDistance(models.bucketsOf([hdrOf(micros)]), cdf);
    // One value in the middle bucket, [500, 501) of 1000.
    expect(distance([500])).toBeCloseTo(0.5, 12);
    // All at the end, all beyond it, and one in each bucket.
    expect(distance([999, 999, 999])).toBeCloseTo(0.999, 12);
    expect(distance([5000, 6000])).toBe(1);
    expect(distance(Array.from({ length: 1000 }, (_, micros) => micros))).toBeCloseTo(0, 12);
    // Nothing in the first quarter.
    expect(distance(Array.from({ length: 750 }, (_, index) => 250 + index))).toBeCloseTo(0.25, 12);
    expect(models.ksDistance([], uniform(0, 1))).toBe(0);
  });

  test('is that of the single values, but for what one bucket may hide', () => {
    const micros = fc.array(fc.double({ min: 0, max: 2_000_000, noNaN: true }), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(
        micros,
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 2000 }),
        (micros, fromMs, widthMs) => {
          const cdf = uniform(fromMs, fromMs + widthMs);
          const buckets = models.bucketsOf([hdrOf(micros.map(Math.floor))]);
          const measured = models.ksDistance(buckets, cdf);
          const exact = exactDistance(micros, cdf);
          const hidden = Math.max(
            ...buckets.map(({ fromMicros, toMicros }) => cdf(toMicros / 1000) - cdf(fromMicros / 1000)),
          );
          expect(measured).toBeLessThanOrEqual(exact + 1e-9);
          expect(measured).toBeGreaterThanOrEqual(exact - hidden - 1e-9);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  test('merging histograms is counting all their values', () => {
    const [one, other] = [poissonMs(1, 300), poissonMs(2, 500)].map(values => values.map(Math.floor));
    expect(models.bucketsOf([hdrOf(one as number[]), hdrOf(other as number[])])).toEqual(
      models.bucketsOf([hdrOf([...(one as number[]), ...(other as number[])])]),
    );
    // Also of a histogram that grew by itself.
    const growing = hdr.build({ autoResize: true });
    for (const value of one as number[]) growing.recordValue(value);
    expect(models.bucketsOf([hdr.encodeIntoCompressedBase64(growing)])).toEqual(
      models.bucketsOf([hdrOf(one as number[])]),
    );
  });

  test('of samples of the model itself exceeds the noise in about 5% of them', () => {
    const random = seededRandom(3);
    let beyond = 0;
    for (let sample = 0; sample < 1000; sample++) {
      const micros = Array.from({ length: 100 }, () => Math.floor(random() * 1e6));
      const distance = models.ksDistance(models.bucketsOf([hdrOf(micros)]), uniform(0, 1000));
      if (distance > models.ksNoise(100)) beyond++;
    }
    expect(beyond).toBeGreaterThan(25);
    expect(beyond).toBeLessThan(75);
    expect(models.ksNoise(500)).toBeCloseTo(0.0607, 4);
  });
});
