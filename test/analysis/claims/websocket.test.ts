import { describe, expect, test } from 'vitest';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';
import { around, at, everyone, type Measures, type Part, phases, runOf, said } from '../../made/claims.ts';

describe('C6, what sending on the same connection spares', () => {
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

  test('holds where a frame is faster and smaller than a POST', () => {
    const { verdict, because } = said(talking(sending(0.3, 100)), 'C6');
    expect(verdict).toBe('holds');
    expect(because).toContain('0.6 times the time to the server and 0.25 times the bytes upstream');
  });

  test('holds if it is only smaller', () => {
    expect(said(talking(sending(0.5, 100)), 'C6')).toMatchObject({
      verdict: 'holds if',
      condition: 'what is to be spared is bytes upstream in chat (0.25 times) and in echo (0.25 times)',
    });
  });

  test('is refuted where a POST does as well, or WebSocket sends by requests itself', () => {
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
  const asked = { ms: 500, requests: 1000 };

  test('is refuted where SSE pushes and connections are kept', () => {
    expect(said(serving(pushed, 0), 'C8').verdict).toBe('refuted');
  });

  test('holds where SSE has to be asked and connections are opened anew', () => {
    expect(said(serving(asked, 1), 'C8').verdict).toBe('holds');
    expect(said(serving({ ms: 500, requests: 0 }, 1), 'C8').verdict).toBe('holds');
  });

  test('holds if only one of both is meant', () => {
    expect(said(serving(pushed, 1), 'C8')).toMatchObject({
      verdict: 'holds if',
      condition: expect.stringContaining('connections'),
    });
    expect(said(serving(asked, 0), 'C8')).toMatchObject({
      verdict: 'holds if',
      condition: expect.stringContaining('push'),
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
    expect(said(coded(1000, 990, 1000), 'C9').verdict).toBe('refuted');
    const { verdict, condition } = said(coded(1000, 990, 490), 'C9');
    expect(verdict).toBe('holds if');
    expect(condition).toBe('it is numbers as MessagePack instead of JSON (0.5 times the bytes)');
  });

  test('needs each coding', () => {
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

  test('holds where it has less of both than all others', () => {
    const run = runOf(...beside(transport => (transport === 'websocket' ? costing(1, 4) : costing(9, 200))));
    expect(said(run, 'C17').verdict).toBe('holds');
    expect(said(run, 'C17').because).toContain('The wire was not counted');
  });

  test('holds if the rate is low: short polling shares one head among many', () => {
    const { verdict, condition, because } = said(
      runOf(
        ...beside((transport, rate) => {
          if (transport === 'websocket') return costing(1, 40);
          return transport === 'short-polling' ? costing(500, rate > 5 ? 10 : 400) : costing(1, 40);
        }),
      ),
      'C17',
    );
    expect(verdict).toBe('holds if');
    expect(condition).toContain('application bytes per delivery beside at some points short polling');
    // The report's headline leaves out what stands in brackets: figures, and never whom or where.
    expect(condition).not.toContain('(');
    expect(condition).not.toContain('SSE');
    expect(because).toContain('application bytes per delivery up to 1 notifications an interval');
    expect(because).toContain(
      'Not less, or not resolved: median latency at none of 2 points (1 times) beside long polling',
    );
  });

  test('is refuted where it has less of nothing, and of other loads only where the rate was swept', () => {
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

describe('C18, what WebSocket suits', () => {
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
      condition: 'it is used for chat and personal notifications',
      because: expect.stringContaining('SSE did not.'),
    });
  });

  test('holds for what was measured only', () => {
    expect(said(used(5, 5, null), 'C18')).toMatchObject({
      verdict: 'holds if',
      because: expect.stringMatching(/SSE stayed within that as well\..* Not measured: a live ticker\./),
    });
  });
});

describe('C19, how much more HTTP adds', () => {
  /** What each adds to the 151 B of JSON that a line of bare TCP carries. */
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

  test('is refuted below 500:1, and says what the ratio of whole messages is', () => {
    const { verdict, because, figures } = said(adding(232, 800, 4), 'C19');
    expect(verdict).toBe('refuted');
    expect(because).toContain('To 151 B of JSON (32 B) WebSocket adds 4 B');
    expect(because).toContain(
      'long polling 232 B, which is 58:1 (as whole messages 2.47:1, and beside a head of 2 B 116:1)',
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

  test('holds if requests carry what a browser sends, or holds', () => {
    expect(said(adding(232, 1200), 'C19')).toMatchObject({
      verdict: 'holds if',
      condition: 'requests are those of “32 B, with the headers of a browser and a cookie”',
    });
    expect(said(adding(1100, 1800), 'C19').verdict).toBe('holds');
  });

  test('is not resolved by one block, nor measured without the floor', () => {
    expect(said(adding(232, 800, 4, 1), 'C19').missing).toBe('more blocks');
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
