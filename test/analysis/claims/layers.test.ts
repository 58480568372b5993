import { describe, expect, test } from 'vitest';
import { MOST_WORDS } from '../../../analysis/claims/sentence.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { at, everyone, type Measures, type Part, phases, runOf, said } from '../../made/claims.ts';
import { madeVisits } from '../../made/outcomes.ts';

withoutKnownSpreads();

const KINDS = ['', '-tls', '-http2', '-compressed', '-tls-compressed'] as const;
type Kind = (typeof KINDS)[number];

/** The stream of scenario layers as it is, and with what lies below it. */
const stream = (measures: Partial<Record<Kind, Measures>>): Part[] =>
  KINDS.flatMap(kind => {
    const own = measures[kind];
    if (!own) return [];
    return [
      at('layers', `stream${kind}`, {
        ...everyone(transport => ({
          ...own,
          up: transport.endsWith('polling') ? 80 + (own.up ?? 0) : 0,
        })),
        // The floor has the JSON and a line feed.
        'tcp-floor': { payloadBytes: 200, overheadDown: 21 },
      }),
    ];
  });

const plain: Measures = { cpuMicrosPerDelivery: 10, payloadBytes: 200, overheadDown: 30, wire: 400 };

describe('C14, what TLS costs', () => {
  test('is not measured without a point over TLS beside the same without', () => {
    for (const parts of [stream({ '': plain }), stream({ '-tls': plain })]) {
      expect(said(runOf(...parts), 'C14')).toMatchObject({
        verdict: 'not measured',
        missing: expect.stringContaining('over TLS'),
      });
    }
  });

  test.each([
    [12, 'true', /^what counts is who reads the path; who may connect .* was not checked$/],
    [18, 'not true', /the server has more than 1\.5 times the CPU of a delivery/],
  ])(
    'at %d µs instead of 10 a delivery is %s, with its condition',
    (cpuMicrosPerDelivery, mark, condition) => {
      const over = { ...plain, cpuMicrosPerDelivery, overheadDown: 52 };
      const { verdict, strips, sentence, ...found } = said(
        runOf(...stream({ '': plain, '-tls': over })),
        'C14',
      );
      expect(verdict).toBe('holds if');
      expect(found.condition).toMatch(condition);
      expect(strips.flatMap(({ marks }) => marks.map(one => one.verdict))).toEqual([mark, mark, mark, mark]);
      expect(strips[0]?.marks[0]?.size).toBeCloseTo(cpuMicrosPerDelivery / 10, 6);
      expect(sentence).toContain(`×${cpuMicrosPerDelivery / 10} server CPU and 22 B more of a delivery`);
      expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(MOST_WORDS);
      expect(found.because).toContain('Tokens, and rights to topics, were not checked');
      // As in test/analysis/models/hpack.server.test.ts.
      expect(found.because).toContain('adds 152 B to each request over HTTP/1.1, and 116 B over HTTP/2');
    },
  );

  test('counts compression for nothing, and visits by themselves', () => {
    const visit = (bytes: number, cpuMicros: number): Measures => ({
      alter(trial) {
        trial.visits = madeVisits({ applicationBytesPerVisit: bytes, cpuMicrosPerVisit: cpuMicros });
      },
    });
    const run = runOf(
      ...stream({ '': plain, '-compressed': { ...plain, cpuMicrosPerDelivery: 50 } }),
      at(
        'secure-connect',
        'plain',
        everyone(() => visit(500, 400)),
      ),
      at(
        'secure-connect',
        'full',
        everyone(() => visit(4500, 1000)),
      ),
    );
    const { strips, sentence } = said(run, 'C14');
    expect(strips.map(({ name }) => name)).toEqual([
      'of a visit, short polling',
      'of a visit, long polling',
      'of a visit, SSE',
      'of a visit, WebSocket',
    ]);
    expect(sentence).toContain('×2.5 server CPU and 4,000 B more of a visit');
  });

  test('is not decided by one block', () => {
    const [before, over] = [plain, { ...plain, cpuMicrosPerDelivery: 12 }].map((own, index) =>
      at(
        'layers',
        index === 0 ? 'stream' : 'stream-tls',
        everyone(() => own),
        { blocks: 1 },
      ),
    );
    if (!before || !over) throw new Error('both were made');
    expect(said(runOf(before, over), 'C14').verdict).toBe('not decided');
  });
});

/** Visits over a path of 20 ms, or over none, of which each phase takes so long. */
const visits = (point: string, ms: Parameters<typeof phases>[0]): Part =>
  at(
    'secure-connect',
    point,
    everyone(() => ({
      alter(trial) {
        trial.visits = madeVisits();
        trial.phases = phases(ms);
      },
    })),
  );

const BOTH = [
  visits('plain', { tcp: 0.1, request: 0.8, first: 0.1, 'to-first': 1 }),
  visits('full', { tcp: 0.1, tls: 1, request: 0.8, first: 0.1, 'to-first': 2 }),
  visits('plain-20ms', { tcp: 20, request: 20, first: 0, 'to-first': 40 }),
  visits('full-20ms', { tcp: 20, tls: 20, request: 20, first: 0, 'to-first': 60 }),
];

describe('points over TLS', () => {
  test('add to C10 the handshake that its formula leaves out', () => {
    const { because, layers = [] } = said(runOf(...BOTH), 'C10');
    expect(because).toContain('Over TLS, its handshake lies between opening TCP and the request');
    expect(because).toContain('Without a path, the medians are 1 ms (full).');
    expect(because).toContain('at 20 ms TCP 1, TLS 1, request 1');
    const over = layers.find(({ name }) => name === 'over TLS');
    expect(over?.marks.map(({ short, verdict }) => [short, verdict])).toEqual([
      ['full', 'not true'],
      ['full, 20 ms', 'not true'],
    ]);
  });

  test('add to C21 how many round trips all need, and change no verdict', () => {
    const without = said(runOf(...BOTH.filter((_, index) => index % 2 === 0)), 'C21');
    const both = said(runOf(...BOTH), 'C21');
    expect(both.because).toContain('takes 3 round trips over TLS and 2 round trips without.');
    expect([both.verdict, both.condition, both.sentence]).toEqual([
      without.verdict,
      without.condition,
      without.sentence,
    ]);
    expect(both.layers?.map(({ name }) => name)).toContain('against SSE, over TLS');
    expect(both.strips).toEqual(without.strips);
  });

  test('do not count as points over a path without TLS', () => {
    const { because } = said(runOf(...BOTH), 'C21');
    expect(because).toContain('From the start, all need 2 round trips to the first notification.');
  });

  test('add to C19 the overhead of records, beyond the JSON that the floor has without TLS', () => {
    const over = { ...plain, overheadDown: 52, up: 22 };
    const { because, layers } = said(runOf(...stream({ '': plain, '-tls': over })), 'C19');
    // 252 down and 102 up, of which 220 are JSON.
    expect(because).toMatch(/Over TLS, .* short polling 134 B/);
    expect(layers?.map(({ name }) => name)).toContain('short polling, over TLS');
  });
});

describe('points over HTTP/2', () => {
  // A poll has fewer bytes than without, and a push more.
  const over = (transport: string): Measures => ({
    ...plain,
    overheadDown: transport.endsWith('polling') ? 10 : 61,
    up: transport.endsWith('polling') ? 40 : 0,
  });
  const both = runOf(
    ...stream({ '': plain }),
    at('layers', 'stream-http2', {
      ...everyone(over),
      'tcp-floor': { payloadBytes: 200, overheadDown: 21 },
    }),
  );

  test('add to C19 the overhead of frames, and what numbers for headers save', () => {
    const { because, layers } = said(both, 'C19');
    // 210 down and 40 up, of which 220 are JSON; WebSocket has 41.
    expect(because).toMatch(/Over HTTP\/2 and TLS, .* short polling 30 B \(0\.732:1\)/);
    expect(because).not.toContain('Over TLS, records');
    expect(layers?.map(({ name }) => name)).toEqual([
      'short polling, over HTTP/2 and TLS',
      'long polling, over HTTP/2 and TLS',
    ]);
  });

  test('add to C17 what bytes they have, and change no verdict', () => {
    const [without, found] = [runOf(...stream({ '': plain })), both].map(run => said(run, 'C17'));
    expect(found?.because).toContain(
      'Over HTTP/2 and TLS, the wire bytes per delivery are so many times those without',
    );
    expect(found?.layers?.map(({ name }) => name)).toContain('wire bytes, SSE, over HTTP/2 and TLS');
    expect([found?.verdict, found?.sentence]).toEqual([without?.verdict, without?.sentence]);
  });

  test('add to C21 how much later WebSocket is, which waits for the settings', () => {
    const load = { connection: { tls: 'full', http: 2 } } as const;
    const http2 = visits('http2', { tcp: 0.1, tls: 1, request: 2, first: 0.1, 'to-first': 3 });
    for (const { load: own } of http2.points) Object.assign(own, load);
    const { because, layers } = said(runOf(...BOTH, http2), 'C21');
    expect(because).toContain('ver HTTP/2 and TLS');
    expect(layers?.map(({ name }) => name)).toContain('against SSE, over HTTP/2 and TLS');
    expect(layers?.map(({ name }) => name)).toContain('against SSE, over TLS');
  });
});

describe('compression', () => {
  const compressed = { ...plain, overheadDown: -120, wire: 250 };

  test('is said to be unmeasured in C17 only where it is', () => {
    expect(said(runOf(...stream({ '': plain })), 'C17').because).toContain('Compression was not measured.');
    const { because, layers } = said(runOf(...stream({ '': plain, '-compressed': compressed })), 'C17');
    expect(because).not.toContain('Compression was not measured.');
    expect(because).toContain('Compressed, the wire bytes per delivery are so many times those without');
    expect(layers?.map(({ name }) => name)).toContain('wire bytes, SSE, compressed');
  });
});
