import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as models from '../../../analysis/models/all.ts';
import { type TheoryInput, theoryOf } from '../../../analysis/theory/theory.ts';
import { timelinesOf } from '../../../analysis/theory/timeline.ts';
import { expectedDeliveries } from '../../../bench/publisher/expectation.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { payloadTextOf, schedule } from '../../../scenarios/load/schedule.ts';
import { TRANSPORTS, type Transport } from '../../../scenarios/load/transport.ts';
import { createFeed, type Feed } from '../../../servers/feed/feed.ts';
import type { Entry } from '../../../servers/feed/held.ts';
import {
  httpChunk,
  line,
  pollBodies,
  sseEvent,
  webSocketTextFrame,
} from '../../../servers/transports/framing.ts';
import { PAYLOAD_TEXTS } from '../../made/payload-texts.ts';
import { type Made, madeTrial, spreadMs } from '../../made/run.ts';

const STAMP = 1_000_000_000_000_000;
const target = { host: '198.18.0.1', port: 40_123 };
const transports: Load['transports'] = {
  'short-polling': { intervalMs: 500 },
  'long-polling': { waitSeconds: 25 },
  sse: {},
  websocket: {},
  'tcp-floor': {},
  'bare-reader': {},
};

function loadOf(over: Partial<Load> = {}): Load {
  return {
    audience: { kind: 'shared', topic: 'prices' },
    subscribers: 50,
    arrivals: { kind: 'periodic', ratePerSecond: 10 },
    payloadBytes: 120,
    transports,
    ...over,
  };
}
const own: Load['audience'] = { kind: 'own', prefix: 'user-' };

function inputOf(transport: Transport, load: Load, made: Partial<Made> = {}): TheoryInput {
  const figures = madeTrial({ scenario: 's', point: 'p', transport, block: 0 }, made);
  return {
    load,
    transport,
    seed: 7,
    warmUpSeconds: 1,
    windowSeconds: 4,
    transitMs: 0.5,
    certificateBytes: null,
    target,
    clientWorkers: 1,
    figures,
  };
}

/** Predicted values by name. */
function predicted(input: TheoryInput): Record<string, number> {
  const quantities = theoryOf(input)?.quantities ?? [];
  return Object.fromEntries(quantities.map(({ quantity, predicted }) => [quantity, predicted]));
}

/** A feed filled with the schedule of a trial, after the probe. */
function feedOf(load: Load, seed = 7, seconds = 5): Feed {
  const feed = createFeed({ capacityPerTopic: 100_000 });
  const stamps = { scheduledAt: STAMP, publishedAt: STAMP };
  for (const due of schedule(load, seed, seconds)) {
    const { topic, payload } = due;
    if (feed.newestSeq(topic) === 0) feed.append({ topic, payload: 'probe', ...stamps });
    feed.append({ topic, payload, ...stamps }, { payloadText: payloadTextOf(due) });
  }
  return feed;
}

test('heartbeats are predicted as often as the load has them, every 15 s otherwise', () => {
  // 50 subscribers over 4 s; 10 notifications a second to each.
  const bytes = (options: object, transport: Transport) =>
    predicted(inputOf(transport, loadOf({ transports: { ...transports, [transport]: options } })))
      .applicationBytesPerDelivery as number;
  for (const [transport, heartbeatBytes] of [
    ['sse', 7],
    ['websocket', 8],
  ] as const) {
    const more = bytes({ heartbeatSeconds: 2 }, transport) - bytes({}, transport);
    expect(more).toBeCloseTo((heartbeatBytes * (4 / 2 - 4 / 15)) / 40, 9);
  }
});

describe('subscribers that share connections of HTTP/2', () => {
  const sharing = { tls: 'full', http: 2, subscribersPerConnection: 4 } as const;

  test('have a prediction where short polls come at once, for all but short polling', () => {
    const together = { ...transports, 'short-polling': { intervalMs: 500, phases: 'together' as const } };
    const load = loadOf({ audience: own, connection: sharing, transports: together });
    for (const transport of ['long-polling', 'sse', 'websocket'] as const)
      expect(predicted(inputOf(transport, load))).toHaveProperty('applicationBytesPerDelivery');
    expect(theoryOf(inputOf('short-polling', load))).toBeNull();
    const spread = loadOf({ audience: own, connection: sharing });
    expect(predicted(inputOf('short-polling', spread))).toHaveProperty('requests');
  });

  test('share the date of an answer with those before the window too', () => {
    const load = loadOf({
      audience: own,
      subscribers: 40,
      connection: { ...sharing, subscribersPerConnection: 10 },
    });
    const bytes = (windowSeconds: number) =>
      predicted({ ...inputOf('long-polling', load), warmUpSeconds: 30, windowSeconds })
        .applicationBytesPerDelivery as number;
    // A date is 23 B more if its second is another one. In 3 s all answers are the first of a
    // subscriber.
    expect(Math.abs(bytes(3) - bytes(60))).toBeLessThan(4);
  });

  test('share the record of a push with those of their own client process', () => {
    const bytes = (clientWorkers: number, subscribersPerConnection: number) => {
      const load = loadOf({ subscribers: 8, connection: { ...sharing, subscribersPerConnection } });
      return predicted({ ...inputOf('websocket', load), clientWorkers })
        .applicationBytesPerDelivery as number;
    };
    // A record of TLS is 22 B. Two connections of four share two, connections of 3, 3 and 2 three.
    expect(bytes(3, 4) - bytes(1, 4)).toBeCloseTo((22 * (3 - 2)) / 8, 9);
    // Three and two processes have no group of more than 3 and 4.
    expect(bytes(3, 8)).toBeCloseTo(bytes(3, 4), 9);
    expect(bytes(2, 8)).toBeCloseTo(bytes(1, 4), 9);
    // In 1 connection of 5 and one of 3, or in two of 4.
    expect(bytes(1, 5)).toBeCloseTo(bytes(1, 4), 9);
  });
});

test('the bytes of a trace are those of its texts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-trace-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'trace.ndjson');
  const texts = PAYLOAD_TEXTS.map(([, arrives]) => arrives);
  writeFileSync(
    file,
    texts.map(text => `{"time":1700000000000,"topic":"__proto__","payload":${text} }\n`).join(''),
  );
  const load = loadOf({
    arrivals: { kind: 'trace', file, speed: 1 },
    audience: { kind: 'trace' },
    subscribers: 2,
  });
  const [timeline] = timelinesOf(load, 7, 5);
  const sent = feedOf(load).since('__proto__', { seq: 1 });
  expect(timeline?.jsonBytes).toEqual(sent.map(({ json }) => json.length));
  const payloadBytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  expect(expectedDeliveries(load, 7, 0, 5).payloadBytes).toBe(2 * payloadBytes);
});

describe('answers over a schedule', () => {
  test('of short polls, by hand', () => {
    // Arrivals at 100 and 700 ms, a poll every 500: it brings the first until 600 ms, the second
    // from 700.
    expect(models.shortPollAnswers([100, 700], 500, { fromMs: 0, toMs: 1000 })).toEqual([
      { afterSeq: 1, uptoSeq: 1, count: 0.2 },
      { afterSeq: 1, uptoSeq: 2, count: 1 },
      { afterSeq: 2, uptoSeq: 2, count: 0.2 },
      { afterSeq: 2, uptoSeq: 3, count: 0.6 },
    ]);
    expect(models.shortPollAnswers([], 500, { fromMs: 1000, toMs: 3000 })).toEqual([
      { afterSeq: 1, uptoSeq: 1, count: 4 },
    ]);
  });

  test('of long polls, by hand', () => {
    const times = { gapMs: 100, waitMs: 1000, firstPollAtMs: 0 };
    // The first waits for 300; the second, back at 400, brings both that came meanwhile; the third
    // times out at 1500.
    expect(models.longPollAnswers([300, 350, 390, 1550], times, 1700)).toEqual([
      { afterSeq: 1, uptoSeq: 2, count: 1, answeredAtMs: 300 },
      { afterSeq: 2, uptoSeq: 4, count: 1, answeredAtMs: 400 },
      { afterSeq: 4, uptoSeq: 4, count: 1, answeredAtMs: 1500 },
      { afterSeq: 4, uptoSeq: 5, count: 1, answeredAtMs: 1600 },
    ]);
  });

  test('carry each notification once, in whatever order it came', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 800 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        gaps,
        fc.integer({ min: 1, max: 1500 }),
        fc.integer({ min: 0, max: 700 }),
        (gaps, intervalMs, gapMs) => {
          let at = 0;
          const atMs = gaps.map(gap => (at += gap));
          const all = { fromMs: -1, toMs: at + intervalMs + 1 };
          const short = models.shortPollAnswers(atMs, intervalMs, all);
          const delivered = short.reduce(
            (sum, { afterSeq, uptoSeq, count }) => sum + count * (uptoSeq - afterSeq),
            0,
          );
          expect(delivered).toBeCloseTo(atMs.length, 6);
          const polls = short.reduce((sum, { count }) => sum + count, 0);
          expect(polls).toBeCloseTo((all.toMs - all.fromMs) / intervalMs, 6);
          let cursor = 1;
          const times = { gapMs, waitMs: 1000, firstPollAtMs: -50 };
          for (const { afterSeq, uptoSeq, answeredAtMs } of models.longPollAnswers(
            atMs,
            times,
            at + gapMs + 1,
          )) {
            expect(afterSeq).toBe(cursor);
            for (const arrival of atMs.slice(afterSeq - 1, uptoSeq - 1))
              expect(arrival).toBeLessThanOrEqual(answeredAtMs);
            cursor = uptoSeq;
          }
          expect(cursor).toBe(1 + atMs.length);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  test.each(['periodic', 'poisson'] as const)(
    'have the closed forms as their mean, for %s arrivals',
    kind => {
      for (const ratePerSecond of [0.5, 3, 20]) {
        const load = loadOf({ arrivals: { kind, ratePerSecond } });
        const seconds = 20_000 / ratePerSecond;
        const atMs = timelinesOf(load, 3, seconds)[0]?.atMs ?? [];
        const span = { fromMs: 1000, toMs: seconds * 1000 };
        const batchOf = (answers: models.PollAnswers[]) => {
          const full = answers.filter(({ afterSeq, uptoSeq }) => uptoSeq > afterSeq);
          const sum = (pick: (answer: models.PollAnswers) => number) =>
            full.reduce((total, one) => total + pick(one), 0);
          return (
            sum(({ afterSeq, uptoSeq, count }) => count * (uptoSeq - afterSeq)) / sum(({ count }) => count)
          );
        };
        const perPoll = ratePerSecond * 0.4;
        const shortBatch = { periodic: models.periodicPollBatchMean, poisson: models.poissonPollBatchMean }[
          kind
        ];
        const ratio = batchOf(models.shortPollAnswers(atMs, 400, span)) / shortBatch(perPoll);
        expect(Math.abs(ratio - 1)).toBeLessThan(0.02);

        const polling = { ratePerSecond, gapMs: 90, waitMs: kind === 'poisson' ? 1500 : 1e9 };
        const answers = models.longPollAnswers(atMs, { ...polling, firstPollAtMs: 0 }, span.toMs);
        const longBatch = {
          periodic: models.periodicLongPollingBatchMean,
          poisson: models.longPollingBatchMean,
        }[kind];
        expect(Math.abs(batchOf(answers) / longBatch(polling) - 1)).toBeLessThan(0.02);
        if (kind === 'poisson') {
          const expected = models.longPollingRequestsPerSecond(polling) * seconds;
          expect(Math.abs(answers.length / expected - 1)).toBeLessThan(0.03);
        }
      }
    },
  );
});

describe('a trial', () => {
  const everything = ['latencyMeanMs', 'batchMean', 'requests', 'applicationBytesPerDelivery'];
  const [, batchMean, requests, bytes] = everything;
  const arrivals = {
    periodic: loadOf(),
    poisson: loadOf({ arrivals: { kind: 'poisson', ratePerSecond: 40 }, audience: own }),
    burst: loadOf({ arrivals: { kind: 'burst', size: 5, everySeconds: 0.5 } }),
    trace: loadOf({
      arrivals: { kind: 'trace', file: 'usgs-earthquakes-one-week.ndjson', speed: 10_000 },
      audience: { kind: 'trace' },
    }),
  };
  const push = { periodic: everything, poisson: everything, burst: everything.slice(1), trace: everything };
  const floor = {
    periodic: ['latencyMeanMs', batchMean, bytes],
    poisson: ['latencyMeanMs', batchMean, bytes],
    burst: [batchMean, bytes],
    trace: ['latencyMeanMs', batchMean, bytes],
  };
  const expected: Record<Transport, Record<keyof typeof arrivals, (string | undefined)[]>> = {
    'short-polling': { periodic: everything, poisson: everything, burst: everything, trace: everything },
    'long-polling': {
      periodic: [batchMean, requests, bytes],
      poisson: everything,
      burst: [],
      trace: [batchMean, requests, bytes],
    },
    sse: push,
    websocket: push,
    'tcp-floor': floor,
    'bare-reader': floor,
  };

  test.each(TRANSPORTS)('by %s has the quantities that its model knows', transport => {
    for (const [kind, load] of Object.entries(arrivals)) {
      const theory = theoryOf(inputOf(transport, load));
      const names = theory?.quantities.map(({ quantity }) => quantity) ?? [];
      expect([kind, names]).toEqual([kind, expected[transport][kind as keyof typeof arrivals]]);
      const hasShape = transport === 'short-polling' && (kind === 'periodic' || kind === 'poisson');
      expect(theory?.distribution != null).toBe(hasShape);
    }
  });

  test('without d has no latency, and by long polling nothing', () => {
    for (const transport of TRANSPORTS) {
      const theory = theoryOf({ ...inputOf(transport, arrivals.periodic), transitMs: null });
      if (transport === 'long-polling') expect(theory).toBeNull();
      else {
        expect(theory?.quantities.map(({ quantity }) => quantity)).not.toContain('latencyMeanMs');
        expect(theory?.distribution).toBeNull();
        expect(theory?.quantities.length).toBeGreaterThan(1);
      }
    }
  });

  test('in which nothing arrived compares requests only', () => {
    const nothing = { received: 0, latenciesMs: null };
    const theory = theoryOf(inputOf('short-polling', arrivals.periodic, nothing));
    expect(theory).toMatchObject({
      quantities: [{ quantity: 'requests', predicted: 400 }],
      distribution: null,
    });
    expect(theoryOf(inputOf('tcp-floor', arrivals.periodic, nothing))).toBeNull();
  });

  test('has its residual in percent of the prediction, and none where that is 0', () => {
    const theory = theoryOf(inputOf('sse', arrivals.periodic, { requests: 3, batchMean: 1.1 }));
    const of = (name: string) => theory?.quantities.find(({ quantity }) => quantity === name);
    expect(of('batchMean')?.residualPercent).toBeCloseTo(10, 9);
    expect(of('requests')).toMatchObject({ predicted: 0, measured: 3, residualPercent: null });
  });

  test('of few who poll in step with the arrivals has no latency', () => {
    const few = loadOf({ subscribers: 19 });
    expect(predicted(inputOf('short-polling', few))).not.toHaveProperty('latencyMeanMs');
    expect(theoryOf(inputOf('short-polling', few))?.distribution).toBeNull();
    const random = loadOf({ subscribers: 1, arrivals: { kind: 'poisson', ratePerSecond: 10 } });
    expect(predicted(inputOf('short-polling', random)).latencyMeanMs).toBe(250.5);
  });

  test('has a latency by its fan-out and its queue', () => {
    const shared = (ratePerSecond: number) => loadOf({ arrivals: { kind: 'periodic', ratePerSecond } });
    const latency = (load: Load, made: Partial<Made>) =>
      predicted(inputOf('websocket', load, made)).latencyMeanMs;
    // The made-up clients take 9 µs a delivery.
    expect(latency(shared(10), { cpuMicrosPerDelivery: 20 })).toBeCloseTo(0.5 + (49 / 2) * 0.02, 9);
    expect(latency(shared(10), { cpuMicrosPerDelivery: 5 })).toBeCloseTo(0.5 + (49 / 2) * 0.009, 9);
    expect(latency(loadOf({ audience: own }), { cpuMicrosPerDelivery: 20 })).toBeCloseTo(0.5, 9);
    const poisson = loadOf({ arrivals: { kind: 'poisson', ratePerSecond: 400 } });
    const queueMs = models.queueWaitMeanMs({ ratePerSecond: 400, serviceMs: 1 });
    const inQueue = (latency(poisson, { cpuMicrosPerDelivery: 20 }) ?? 0) - 0.5 - (49 / 2) * 0.02;
    expect(Math.abs(inQueue / queueMs - 1)).toBeLessThan(0.2);
  });

  test('by long polling waits for the gap of two transits and the CPU of a request', () => {
    const load = loadOf({ subscribers: 1, audience: own, arrivals: { kind: 'poisson', ratePerSecond: 200 } });
    // 10 µs a delivery, 1000 deliveries, 10 requests: 1 ms a request.
    const input = { ...inputOf('long-polling', load, { requests: 10 }), transitMs: 4, windowSeconds: 60 };
    const polling = { ratePerSecond: 200, gapMs: 9, transitMs: 4 };
    const { latencyMeanMs = 0, batchMean = 0 } = predicted(input);
    expect(Math.abs(latencyMeanMs / models.longPollingLatency(polling).meanMs - 1)).toBeLessThan(0.02);
    expect(Math.abs(batchMean / models.longPollingBatchMean(polling) - 1)).toBeLessThan(0.02);
  });

  test('by long polling counts the polls that time out in the window', () => {
    const idle = loadOf({
      audience: own,
      arrivals: { kind: 'poisson', ratePerSecond: 1e-6 },
      transports: { 'long-polling': { waitSeconds: 2 } },
    });
    const input = inputOf('long-polling', idle, { received: 0, latenciesMs: null });
    // The window from 1 s to 5 s after connecting, polls that end after 2 s and 4 s.
    input.figures.server.cpuMicros.user = 1000;
    expect(predicted(input)).toEqual({ requests: 100 });
  });

  test('by long polling has none where first waits are spread: the models let all begin together', () => {
    const spread = loadOf({
      transports: { 'long-polling': { waitSeconds: 25, spreadFirstWait: true }, sse: {} },
    });
    expect(theoryOf(inputOf('long-polling', spread))).toBeNull();
    expect(theoryOf(inputOf('sse', spread))).not.toBeNull();
    const together = loadOf({
      transports: { 'long-polling': { waitSeconds: 25, spreadFirstWait: false }, sse: {} },
    });
    expect(predicted(inputOf('long-polling', together))).toHaveProperty('requests');
  });
});

const sseChunk = (entry: Entry) => httpChunk(sseEvent(entry));

describe('bytes a delivery, against the server’s own frames of the whole window', () => {
  const load = loadOf();
  const feed = feedOf(load);
  // 10 before the window, 40 in it, seq 2 and on.
  const entries = feed.since('prices', { seq: 11 });
  const meanBytes = (frame: (entry: (typeof entries)[number]) => Buffer) =>
    entries.reduce((sum, entry) => sum + frame(entry).length, 0) / entries.length;
  const bytesOf = (transport: Transport, given = load) =>
    predicted(inputOf(transport, given)).applicationBytesPerDelivery as number;

  test('of push', () => {
    expect(entries).toHaveLength(40);
    // Of 7 or 8 bytes, every 15 s, in a window of 4 s.
    const heartbeats = (bytes: number) => (bytes * 4) / 15 / entries.length;
    expect(bytesOf('sse')).toBeCloseTo(meanBytes(sseChunk) + heartbeats(7), 9);
    expect(bytesOf('websocket')).toBeCloseTo(meanBytes(webSocketTextFrame) + heartbeats(8), 9);
    expect(bytesOf('tcp-floor')).toBeCloseTo(meanBytes(line), 9);
    expect(bytesOf('bare-reader')).toBe(bytesOf('tcp-floor'));
  });

  test('of push with heartbeats', () => {
    const events = feedOf(load, 7, 21).since('prices', { seq: 11 }).map(sseChunk);
    const bytes = events.reduce((sum, event) => sum + event.length, 0);
    expect(events).toHaveLength(200);
    // One of 7 bytes every 15 s for each subscriber.
    const input = { ...inputOf('sse', load), windowSeconds: 20 };
    expect(predicted(input).applicationBytesPerDelivery).toBeCloseTo((bytes + (7 * 20) / 15) / 200, 9);
  });

  test('of long polling: one request and one answer each', () => {
    const answers = entries.map(entry => {
      const body = pollBodies()([entry]);
      const request = models.pollRequest({
        target,
        topic: 'prices',
        afterSeq: entry.seq - 1,
        waitSeconds: 25,
      });
      return request.length + models.nonEmptyHeadBytes(body.length) + body.length;
    });
    const mean = answers.reduce((sum, one) => sum + one, 0) / answers.length;
    expect(bytesOf('long-polling')).toBeCloseTo(mean, 9);
  });

  test('of short polling: the mean over polls at every moment', () => {
    const sparse = loadOf({
      subscribers: 20,
      audience: own,
      arrivals: { kind: 'poisson', ratePerSecond: 30 },
    });
    const given = feedOf(sparse);
    const timelines = timelinesOf(sparse, 7, 5);
    let bytes = 0;
    let deliveries = 0;
    // Each subscriber polls at each whole ms of the window.
    for (const { topic, atMs } of timelines) {
      for (let pollMs = 1000; pollMs < 5000; pollMs++) {
        const newest = (untilMs: number) => 1 + atMs.filter(at => at <= untilMs).length;
        const [afterSeq, uptoSeq] = [newest(pollMs - 500), newest(pollMs)];
        const carried =
          uptoSeq === afterSeq ? [] : given.since(topic, { seq: afterSeq }).slice(0, uptoSeq - afterSeq);
        bytes += models.pollRequest({ target, topic, afterSeq, waitSeconds: undefined }).length;
        const body = carried.length === 0 ? 0 : pollBodies()(carried).length;
        bytes += carried.length === 0 ? models.EMPTY_ANSWER_BYTES : models.nonEmptyHeadBytes(body) + body;
        deliveries += carried.length;
      }
    }
    expect(Math.abs(bytesOf('short-polling', sparse) / (bytes / deliveries) - 1)).toBeLessThan(1e-3);
  });
});

describe('the shape of short polling', () => {
  const evenly = (fromMs: number, toMs: number, count = 2000) => ({
    latenciesMs: spreadMs(fromMs, toMs, count),
  });
  const trialOf = (made: Partial<Made>) => {
    const input = inputOf('short-polling', loadOf(), made);
    return { ...input.figures, theory: theoryOf(input) };
  };
  /** NaN, which fails every comparison, without an even distribution. */
  const ksOf = ({ theory }: ReturnType<typeof trialOf>) =>
    theory?.distribution?.shape === 'uniform' ? theory.distribution.ksDistance : Number.NaN;

  test('is uniform from d to T + d', () => {
    expect(trialOf(evenly(0.5, 500.5)).theory?.distribution).toMatchObject({
      shape: 'uniform',
      fromMs: 0.5,
      toMs: 500.5,
    });
    expect(ksOf(trialOf(evenly(0.5, 500.5)))).toBeLessThan(0.002);
    // A tenth of the interval late.
    expect(ksOf(trialOf(evenly(50.5, 550.5)))).toBeCloseTo(0.1, 2);
  });

  test('pooled: halves that are wrong alone are right together', () => {
    const halves = [trialOf(evenly(0.5, 250.5, 500)), trialOf(evenly(250.5, 500.5, 500))];
    for (const half of halves) expect(ksOf(half)).toBeCloseTo(0.5, 2);
    const pooled = models.pooledTheory(halves);
    expect(pooled.count).toBe(1000);
    expect(pooled.latencyMean).toMatchObject({ predictedMs: 250.5 });
    expect(pooled.latencyMean?.residualPercent).toBeCloseTo(0, 6);
    expect(pooled.distribution?.ksDistance).toBeLessThan(0.003);
    expect(pooled.distribution?.ksNoise).toBeCloseTo(1.358 / Math.sqrt(1000), 12);
  });

  test('pooled: of trials without theory or latency nothing remains', () => {
    const none = { count: 0, latencyMean: null, distribution: null };
    expect(models.pooledTheory([])).toEqual(none);
    expect(models.pooledTheory([{ ...trialOf({}), theory: null }, trialOf({ latenciesMs: null })])).toEqual(
      none,
    );
  });
});

describe('bytes of connections that are opened for each visit or poll', () => {
  const bytesOf = (transport: Transport, load: Load, certificateBytes: number | null) =>
    predicted({ ...inputOf(transport, load), certificateBytes }).applicationBytesPerDelivery;
  const handshake = (tls: 'full' | 'resumed') => {
    const { upBytes, downBytes } = models.handshakeBytes({ tls }, 333);
    return upBytes + downBytes + 2 * models.closingBytes({ tls });
  };
  const visiting = (connection: 'cold' | 'kept-alive', tls?: 'full' | 'resumed') =>
    loadOf({ visits: { connection, closing: 'handshake', backlog: 1 }, ...(tls && { connection: { tls } }) });

  test.each(TRANSPORTS)('of visits by %s: a handshake, and records', transport => {
    const plain = bytesOf(transport, visiting('cold'), null) as number;
    expect(bytesOf(transport, visiting('kept-alive'), null)).toBe(plain);
    for (const tls of ['full', 'resumed'] as const) {
      const records = (bytesOf(transport, visiting('cold', tls), 333) as number) - plain - handshake(tls);
      // Of each message that is written by itself.
      expect(records % models.TLS_RECORD_BYTES).toBe(0);
      expect(records / models.TLS_RECORD_BYTES).toBeGreaterThanOrEqual(2);
      expect(bytesOf(transport, visiting('kept-alive', tls), null)).toBe(
        plain + records + 2 * models.closingBytes({ tls }),
      );
      expect(bytesOf(transport, visiting('cold', tls), null)).toBeUndefined();
    }
  });

  test('of polls without keep-alive: a handshake for each', () => {
    const polls = (keepAlive: boolean, tls?: 'full') =>
      loadOf({
        transports: { 'short-polling': { intervalMs: 500, keepAlive } },
        ...(tls && { connection: { tls } }),
      });
    // Ten notifications a second, five in each poll.
    const [kept, closed] = [true, false].map(keep => bytesOf('short-polling', polls(keep), null) as number);
    const headers = 2 * 'Connection: close'.length - 'Connection: keep-aliveKeep-Alive: timeout=125'.length;
    expect((closed as number) - (kept as number)).toBeCloseTo(headers / 5, 9);
    const over = bytesOf('short-polling', polls(false, 'full'), 333) as number;
    const added = (handshake('full') + 2 * models.TLS_RECORD_BYTES) / 5;
    expect(over - (closed as number)).toBeCloseTo(added, 9);
    expect(bytesOf('short-polling', polls(false, 'full'), null)).toBeUndefined();
    expect(bytesOf('short-polling', polls(true, 'full'), null)).toBeDefined();
  });

  test('of polls that need a second answer are not predicted', () => {
    const long = { ...visiting('cold'), visits: { ...visiting('cold').visits, backlog: 10_000 } } as Load;
    expect(bytesOf('short-polling', long, null)).toBeUndefined();
    expect(bytesOf('sse', long, null)).toBeGreaterThan(120);
  });
});
