import { describe, expect, test } from 'vitest';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { around, at, everyone, type Measures, type Part, phases, runOf, said } from '../../made/claims.ts';

withoutKnownSpreads();

describe('C6, what sending on the same connection saves', () => {
  const sending = (forwardMs: number, upBytes: number, requests = 0): Measures => ({
    alter(trial) {
      trial.phases = phases({ forward: forwardMs, processing: 0.1, back: 0.3, handling: 0.1 });
      trial.bandwidth.application.upBytes = upBytes * trial.generator.scheduledInWindow;
      trial.server.requests = requests * trial.generator.scheduledInWindow;
    },
  });
  const talking = (websocket: Measures, sse = sending(0.5, 400, 1)) =>
    runOf(
      at('chat', 'own-upstream', { websocket, sse }),
      at('echo', 'default', { websocket, sse }),
      at('chat', 'post-upstream', { websocket: sending(9, 9000, 1), sse }),
    );

  test('holds if a frame is faster and smaller than a POST', () => {
    const { verdict, because } = said(talking(sending(0.3, 100)), 'C6');
    expect(verdict).toBe('holds');
    expect(because).toContain('0.6 times the time to the server and 0.25 times the bytes upstream');
  });

  test('holds if it is only smaller', () => {
    expect(said(talking(sending(0.5, 100)), 'C6')).toMatchObject({
      verdict: 'holds if',
      condition: 'the aim is to save bytes upstream in chat (0.25 times) and in echo (0.25 times)',
    });
  });

  test('is refuted if a POST does as well, or WebSocket sends by requests itself', () => {
    expect(said(talking(sending(0.5, 400)), 'C6').verdict).toBe('refuted');
    expect(said(talking(sending(0.3, 100, 1)), 'C6').verdict).toBe('refuted');
  });
});

describe('C8, whether HTTP has push and keeps connections', () => {
  const serving = (sse: { ms: number; requests: number }, opened: number) =>
    runOf(
      at(
        'notifications',
        'default',
        everyone(transport => ({
          ...around(transport === 'sse' ? sse.ms : transport === 'short-polling' ? 500 : 1),
          alter({ server, deliveries }) {
            server.requests = transport === 'sse' ? sse.requests : deliveries.arrived;
            server.connections.opened = opened * deliveries.arrived;
          },
        })),
      ),
    );
  const pushed = { ms: 1, requests: 0 };
  const polled = { ms: 500, requests: 1000 };

  test('is refuted if SSE pushes and connections are kept', () => {
    expect(said(serving(pushed, 0), 'C8')).toMatchObject({
      verdict: 'refuted',
      sentence: expect.stringMatching(
        /^False: SSE, which is HTTP, pushes \d+× sooner than short polling, and HTTP keeps its connections\.$/,
      ),
    });
  });

  test('holds if SSE needs polls and new connections are opened', () => {
    expect(said(serving(polled, 1), 'C8')).toMatchObject({
      verdict: 'holds',
      sentence: 'True: SSE does not push, and HTTP does not keep connections.',
    });
    expect(said(serving({ ms: 500, requests: 0 }, 1), 'C8').verdict).toBe('holds');
  });

  test('holds if it means only one of both', () => {
    expect(said(serving(pushed, 1), 'C8')).toMatchObject({
      verdict: 'holds if',
      condition: expect.stringContaining('it means persistent connections'),
      sentence: expect.stringMatching(/^It depends: SSE, which is HTTP, pushes/),
    });
    expect(said(serving(polled, 0), 'C8')).toMatchObject({
      verdict: 'holds if',
      condition: expect.stringContaining('it means push'),
    });
  });
});

describe('C9, whether binary makes data smaller', () => {
  const coded = (binary: number, msgpack: number, numbers: number) =>
    runOf(
      ...Object.entries({ 1024: 1000, binary, msgpack, numbers: 1000, 'numbers-msgpack': numbers }).map(
        ([point, payloadBytes]) =>
          at('payload-sweep', point, { websocket: { payloadBytes }, 'tcp-floor': { payloadBytes: 1000 } }),
      ),
    );

  test('holds, holds if, is refuted', () => {
    expect(said(coded(500, 500, 500), 'C9').verdict).toBe('holds');
    expect(said(coded(1000, 990, 1000), 'C9')).toMatchObject({
      verdict: 'refuted',
      because: expect.stringMatching(
        /^Text as JSON in binary frames instead of text frames: the same bytes and /,
      ),
    });
    const { verdict, condition } = said(coded(1000, 990, 490), 'C9');
    expect(verdict).toBe('holds if');
    expect(condition).toBe('the messages carry numbers as MessagePack instead of JSON (0.5 times the bytes)');
  });

  test('needs each encoding', () => {
    const run = runOf(at('payload-sweep', '1024', { websocket: {} }));
    expect(said(run, 'C9').missing).toBe('scenario payload-sweep, point binary, WebSocket');
  });
});

describe('C17, whether WebSocket lowers latency and bandwidth', () => {
  const beside = (of: (transport: TestedTransport, rate: number) => Measures): Part[] =>
    [1, 10].map(rate =>
      at(
        'rate-sweep',
        `${rate}`,
        everyone(transport => of(transport, rate)),
      ),
    );
  const costing = (ms: number, overheadDown: number): Measures => ({ ...around(ms), overheadDown });

  test('holds if it has less of both than all others', () => {
    const run = runOf(...beside(transport => (transport === 'websocket' ? costing(1, 4) : costing(9, 200))));
    expect(said(run, 'C17').verdict).toBe('holds');
    expect(said(run, 'C17').because).toContain('Bytes on the wire were not counted.');
  });

  test('holds if the rate is low: short polling shares one header among many', () => {
    const { verdict, condition, because, sentence } = said(
      runOf(
        ...beside((transport, rate) => {
          if (transport === 'websocket') return costing(1, 40);
          return transport === 'short-polling' ? costing(500, rate > 5 ? 10 : 400) : costing(1, 40);
        }),
      ),
      'C17',
    );
    expect(verdict).toBe('holds if');
    expect(condition).toBe(
      'the measure is median latency against short polling; or application bytes per delivery against short polling at some points',
    );
    // The values stand in the reason, not in the condition.
    expect(condition).not.toContain('(');
    expect(condition).not.toContain('SSE');
    expect(sentence).toMatch(
      /^Lower latency only than short polling \(500×\); fewer bytes only at some points than short polling \(.*×\), more at others\.$/,
    );
    expect(because).toContain(
      'Application bytes per delivery against short polling: lower at up to 1 notification per poll interval (',
    );
    expect(because).toContain('Median latency against long polling: lower at none of 2 points (1 times).');
  });

  test('is refuted if it has less of nothing; covers other loads only if the rate was swept', () => {
    expect(said(runOf(...beside(() => costing(1, 4))), 'C17').verdict).toBe('refuted');
    const one = runOf(
      at(
        'ticker',
        'default',
        everyone(() => costing(1, 4)),
      ),
    );
    expect(said(one, 'C17').missing).toBe('scenario rate-sweep');
    const less = runOf(
      at(
        'ticker',
        'default',
        everyone(transport => costing(transport === 'websocket' ? 1 : 2, transport === 'websocket' ? 4 : 90)),
      ),
    );
    expect(said(less, 'C17')).toMatchObject({
      verdict: 'holds if',
      condition: expect.stringContaining('10 updates a second'),
    });
  });
});

describe('C18, the uses that WebSocket suits', () => {
  const used = (...ms: (number | null)[]) =>
    runOf(
      ...[
        ['chat', 'own-upstream'],
        ['notifications', 'default'],
        ['ticker', 'default'],
      ].flatMap(([scenario, point], index) => {
        const one = ms[index];
        return one == null
          ? []
          : [at(scenario as string, point as string, { websocket: around(one), sse: around(2 * one) })];
      }),
    );

  test('holds, holds if, is refuted', () => {
    expect(said(used(5, 5, 5), 'C18').verdict).toBe('holds');
    expect(said(used(500, 500, 500), 'C18').verdict).toBe('refuted');
    expect(said(used(5, 60, 500), 'C18')).toMatchObject({
      verdict: 'holds if',
      sentence: expect.stringMatching(
        /^True for chat and personal notifications \(p99 .* ms\), not for a live ticker \(p99 .* ms\); up to 100 ms seem immediate\.$/,
      ),
      condition: 'it is used for chat or personal notifications',
      because: expect.stringContaining('SSE did not.'),
    });
  });

  test('says of each value which kind it is, and has no range over both kinds', () => {
    const run = used(5, 5, 5);
    // With too few notifications for a p99, the ticker has its median.
    for (const trial of run.trials) {
      if (trial.scenario !== 'ticker' || trial.status !== 'valid') continue;
      trial.generator.scheduledInWindow = 50;
    }
    const { because, sentence, strips } = said(run, 'C18');
    expect(because).toMatch(
      /\(p99\) in chat, .* \(p99\) in personal notifications and .* \(median\) in a live ticker\./,
    );
    expect(sentence).toMatch(
      /^True everywhere \(p99 [^)]* ms\); a live ticker: median [\d.]+ ms; up to 100 ms seem immediate\.$/,
    );
    expect(strips[0]?.measure).toBe('p99 latency');
    expect(strips[0]?.marks.map(({ label }) => label.endsWith(' (median)'))).toEqual([false, false, true]);
  });

  test('holds only for the measured uses', () => {
    expect(said(used(5, 5, null), 'C18')).toMatchObject({
      verdict: 'holds if',
      sentence: expect.stringContaining('; a live ticker: not measured; up to 100 ms'),
      because: expect.stringMatching(/SSE stayed within 100 ms as well\..* Not measured: a live ticker\./),
    });
  });
});

describe('C19, the overhead of HTTP against WebSocket', () => {
  /** The bytes that each adds to the 151 B of JSON that a line of bare TCP carries. */
  const adding = (bare: number, browser: number, websocket = 2, blocks = 5) => {
    const part = (point: string, polling: number) => {
      const wrapped = (overheadDown: number): Measures => ({ payloadBytes: 151, overheadDown });
      const measures = {
        'short-polling': wrapped(polling / 4),
        'long-polling': wrapped(polling),
        sse: wrapped(20),
        websocket: wrapped(websocket),
        'tcp-floor': wrapped(1),
      };
      return at('payload-sweep', point, measures, { blocks });
    };
    return runOf(part('32', bare), part('browser', browser));
  };

  test('is refuted below 500:1, and gives the ratio of whole messages', () => {
    const { verdict, sentence, because, figures } = said(adding(232, 800, 4), 'C19');
    expect(verdict).toBe('refuted');
    expect(sentence).toBe(
      'False: against WebSocket, the overhead of polling is 15–58× with bare headers and 50–200× with those of a browser; claimed are 500× or more.',
    );
    expect(because).toContain('With a payload of 32 B, the JSON has 151 B. WebSocket adds 4 B.');
    expect(because).toContain(
      'Long polling adds 232 B: 58:1 (2.47:1 for whole messages, 116:1 against a header of 2 B).',
    );
    expect(
      figures.find(
        ({ label, point, transport }) =>
          label.startsWith('overhead,') && point === 'browser' && transport === 'long-polling',
      ),
    ).toMatchObject({
      value: expect.closeTo(200, 6),
      lower: expect.closeTo(200, 6),
      unit: ':1',
    });
  });

  test('holds if requests carry the headers of a browser, or holds', () => {
    expect(said(adding(232, 1200), 'C19')).toMatchObject({
      verdict: 'holds if',
      condition:
        'the requests are those of long polling at “32 B, with the headers of a browser and a cookie”',
    });
    // Short polling has a quarter of the overhead here.
    expect(said(adding(1100, 1800), 'C19').verdict).toBe('holds if');
    expect(said(adding(4400, 7200), 'C19').verdict).toBe('holds');
  });

  test('is not decided by one block, nor measured without the floor', () => {
    expect(said(adding(232, 800, 4, 1), 'C19')).toMatchObject({
      verdict: 'not decided',
      missing: 'more blocks or sessions',
    });
    const run = runOf(
      at(
        'payload-sweep',
        '32',
        everyone(() => ({})),
      ),
    );
    expect(said(run, 'C19').missing).toContain('the TCP floor');
  });
});
