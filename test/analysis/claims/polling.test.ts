import { describe, expect, test } from 'vitest';
import type { Complexity } from '../../../analysis/claims/code-size.ts';
import { decidedOf } from '../../../analysis/claims/outcome.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../../scenarios/load/transport.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { around, at, everyone, type Measures, type Part, runOf, said } from '../../made/claims.ts';

withoutKnownSpreads();

const requests = (count: number, opened: number): Measures => ({
  alter({ server }) {
    server.requests = count;
    server.connections.opened = opened;
  },
});

describe('C1 and C20, whether a request is a connection', () => {
  const kept = { sse: requests(0, 0), websocket: requests(0, 0) };
  const keepAlive = (on: Measures, off: Measures, others: Record<string, Measures> = kept) =>
    runOf(
      at('keep-alive', 'on', { 'short-polling': on, 'long-polling': on, ...others }),
      at('keep-alive', 'off', { 'short-polling': off, 'long-polling': off }),
    );

  test.each(['C1', 'C20'])('%s holds if connections are not kept', id => {
    const verdict = said(keepAlive(requests(2000, 0), requests(2000, 2000)), id);
    expect(verdict.verdict).toBe('holds if');
    expect(verdict.condition).toBe(
      'connections are not kept between requests, which is not the default of HTTP/1.1',
    );
    expect(verdict.sentence).toBe('With keep-alive, the default, 0 connections per request; without it, 1.');
    expect(verdict.because).toMatch(
      /With keep-alive, connections opened .*long polling 0[,.].* Requests .*long polling 2,000[,.].* Without keep-alive, connections opened .*long polling 2,000\./,
    );
  });

  test.each(['C1', 'C20'])('%s holds if most requests open one even with keep-alive', id => {
    expect(said(keepAlive(requests(2000, 1900), requests(2000, 2000)), id).verdict).toBe('holds');
  });

  test.each(['C1', 'C20'])('%s is refuted if none are opened either way', id => {
    expect(said(keepAlive(requests(2000, 3), requests(2000, 10)), id).verdict).toBe('refuted');
  });

  test('C1 is refuted if WebSocket connects for each delivery, too', () => {
    const others = { websocket: requests(900, 900) };
    expect(said(keepAlive(requests(900, 0), requests(900, 900), others), 'C1').verdict).toBe('refuted');
  });

  test('is not measured without one of the points', () => {
    const run = runOf(at('keep-alive', 'on', { 'long-polling': requests(9, 0), websocket: requests(0, 0) }));
    expect(said(run, 'C20')).toMatchObject({ verdict: 'not measured', missing: 'scenario keep-alive' });
    const gap = keepAlive(requests(9, 0), requests(9, 9), {});
    expect(said(gap, 'C1').missing).toBe('scenario keep-alive, point on, WebSocket');
  });

  test('is decided without keep-alive alone if blocks disagree with it', () => {
    const wavering: Measures = {
      alter({ server, block }) {
        server.requests = 100;
        server.connections.opened = block % 2 ? 90 : 10;
      },
    };
    expect(said(keepAlive(wavering, requests(9, 9)), 'C20').verdict).toBe('holds where decided');
    expect(said(keepAlive(wavering, wavering), 'C20')).toMatchObject({
      verdict: 'not decided',
      missing: 'more blocks or sessions',
    });
  });
});

/** Points of the rate sweep, by notifications a second. */
const sweep = (of: (rate: number, transport: TestedTransport) => Measures): Part[] =>
  [0.1, 1, 10, 50, 200].map(rate =>
    at(
      'rate-sweep',
      `${rate}`,
      everyone(transport => of(rate, transport)),
    ),
  );

describe('C2, whether most polls over HTTP are empty', () => {
  const polling = (empty: Record<TestedTransport, (rate: number) => number>, sseRequests = 0) =>
    runOf(
      ...sweep((rate, transport) => ({
        alter({ deliveries, server }) {
          // Each answer that is not empty carries one notification.
          const share = empty[transport](rate);
          deliveries.emptyResponses = (deliveries.arrived * share) / (1 - share);
          server.requests = transport === 'sse' ? sseRequests : 0;
        },
      })),
    );
  const never = () => 0;
  const rare = (rate: number) => (rate < 5 ? 0.6 / (1 + rate) : 0);

  test('holds if a client polls and updates are rare', () => {
    const { verdict, condition, because } = said(
      polling({ 'short-polling': rare, 'long-polling': never, sse: never, websocket: never }),
      'C2',
    );
    expect(verdict).toBe('holds if');
    expect(condition).toBe('the client uses short polling at up to 0.1 notifications per poll interval');
    expect(because).toContain(
      'short polls are empty at up to 0.1 notifications per poll interval (54.5%), but not at 1 or more (0 to 30%).',
    );
    expect(because).toContain(
      'SSE makes more than 50 requests per 100 deliveries at none of 5 points (0 per 100).',
    );
  });

  test('holds if every transport over HTTP has mostly empty requests', () => {
    const most = () => 0.6;
    expect(
      said(polling({ 'short-polling': most, 'long-polling': most, sse: never, websocket: never }, 1000), 'C2')
        .verdict,
    ).toBe('holds');
  });

  test('does not look for empty long polls at points where no wait can have run out', () => {
    const polled = polling({
      'short-polling': rare,
      'long-polling': () => 0.9,
      sse: never,
      websocket: never,
    });
    const rates = said(polled, 'C2').figures.filter(({ transport }) => transport === 'long-polling');
    // At 0.1 a second a wait of 25 s outlasts the 15 s of a trial.
    expect(rates.map(({ point }) => point)).toEqual(['1', '10', '50', '200']);
  });

  test('is refuted if none does', () => {
    expect(
      said(polling({ 'short-polling': never, 'long-polling': never, sse: never, websocket: never }), 'C2')
        .verdict,
    ).toBe('refuted');
  });

  test('needs all three', () => {
    expect(said(runOf(at('rate-sweep', '1', { 'short-polling': {} })), 'C2').missing).toContain(
      'long polling',
    );
  });
});

describe('C3, whether polling adds latency', () => {
  const late = (short: (rate: number) => number, long: (rate: number) => number) =>
    runOf(
      ...sweep((rate, transport) =>
        around(transport === 'short-polling' ? short(rate) : transport === 'long-polling' ? long(rate) : 1),
      ),
    );

  test('holds if both are late', () => {
    expect(
      said(
        late(
          () => 500,
          () => 1.5,
        ),
        'C3',
      ).verdict,
    ).toBe('holds');
  });

  test('holds if the client uses short polling, or long polling at high rates', () => {
    const { verdict, condition } = said(
      late(
        () => 500,
        rate => (rate > 20 ? 2 : 1),
      ),
      'C3',
    );
    expect(verdict).toBe('holds if');
    expect(condition).toMatch(
      /^the client uses short polling \(at all 5 points\), or long polling at 50 notifications per second and subscriber or more$/,
    );
  });

  test('is refuted if neither is', () => {
    expect(
      said(
        late(
          () => 1,
          () => 0.8,
        ),
        'C3',
      ).verdict,
    ).toBe('refuted');
  });

  test('covers other loads only if the rate was swept', () => {
    const one = (ms: number) =>
      runOf(
        at(
          'ticker',
          'default',
          everyone(transport => around(transport.endsWith('polling') ? ms : 1)),
        ),
      );
    expect(said(one(9), 'C3')).toMatchObject({
      verdict: 'holds if',
      condition: expect.stringContaining('500 subscribers, 10 updates a second'),
    });
    expect(said(one(1), 'C3')).toMatchObject({ verdict: 'not measured', missing: 'scenario rate-sweep' });
  });

  test('holds where it is decided: undecided points of the other kind of polling are counted', () => {
    const run = late(
      () => 500,
      () => 1,
    );
    for (const trial of run.trials) {
      if (trial.transport !== 'long-polling' || trial.status !== 'valid' || !trial.latencyMs) continue;
      trial.latencyMs.fromSchedule.p50 = trial.block % 2 === 0 ? 0.7 : 1.4;
    }
    const { verdict, condition, strips } = said(run, 'C3');
    expect(verdict).toBe('holds where decided');
    expect(condition).toBeNull();
    expect(decidedOf(strips)).toEqual({ decided: 5, measured: 10 });
  });

  test('is not decided by one block', () => {
    const run = runOf(
      at(
        'ticker',
        'default',
        everyone(() => around(3)),
        { blocks: 1 },
      ),
    );
    expect(said(run, 'C3')).toMatchObject({ verdict: 'not decided', missing: 'more blocks or sessions' });
  });
});

describe('C4, whether polling adds load', () => {
  const costing = (short: (rate: number) => number, long: (rate: number) => number, ...more: Part[]) =>
    runOf(
      ...sweep((rate, transport) => ({
        cpuMicrosPerDelivery:
          transport === 'short-polling' ? short(rate) : transport === 'long-polling' ? long(rate) : 10,
      })),
      ...more,
    );
  const carried = (id: string, measures: Record<string, number>, subscribers: number) =>
    at(
      'capacity',
      id,
      Object.fromEntries(Object.entries(measures).map(([transport, p99]) => [transport, around(p99)])),
      { load: { subscribers }, blocks: 1 },
    );

  test('holds if both cost more', () => {
    expect(
      said(
        costing(
          () => 30,
          () => 60,
        ),
        'C4',
      ).verdict,
    ).toBe('holds');
  });

  test('holds if updates are rare: batching reverses it', () => {
    const { verdict, condition, because, sentence } = said(
      costing(
        rate => 40 / rate,
        () => 60,
      ),
      'C4',
    );
    expect(verdict).toBe('holds if');
    expect(sentence).toBe(
      'True up to 1 notification per poll for short polling (4–40× the CPU of WebSocket) and at all 5 points for long polling (6×).',
    );
    expect(condition).toMatch(
      /^the client uses short polling at up to 1 notification per poll interval, or long polling \(at all 5 points\)$/,
    );
    expect(because).toMatch(
      /^Short polling takes more CPU than WebSocket at up to 1 notification per poll interval \(.* times\), but not at 10 or more \(/,
    );
  });

  test('is refuted if neither costs more', () => {
    expect(
      said(
        costing(
          () => 5,
          () => 8,
        ),
        'C4',
      ).verdict,
    ).toBe('refuted');
  });

  test('counts the idle server and its memory, too', () => {
    const idle = at(
      'idle',
      '1000',
      everyone(transport => ({
        memoryBytes: 1024 * 3000,
        alter({ server }) {
          server.cpuMicrosPerSubscriberSecond = transport.endsWith('polling') ? 40 : 10;
        },
      })),
    );
    const { verdict, condition, because } = said(
      costing(
        () => 5,
        () => 5,
        idle,
        at('idle', '10000-heartbeat-4s', { websocket: { memoryBytes: 1024 * 4000 } }),
      ),
      'C4',
    );
    expect(verdict).toBe('holds if');
    expect(condition).toContain('without notifications');
    // At a point that several transports have, and not at the one that only WebSocket has.
    expect(because).toContain(
      'Server memory per waiting subscriber, at “1,000 subscribers, no notification”: short polling 30 KiB, long polling 30 KiB and WebSocket 30 KiB.',
    );
  });

  test('counts the subscribers that a server carries, and reports them', () => {
    const more = [
      carried('1000', { 'short-polling': 50, 'long-polling': 50, websocket: 50 }, 1000),
      carried('2000', { 'short-polling': 9000, 'long-polling': 50, websocket: 50 }, 2000),
      carried('4000', { 'long-polling': 9000, websocket: 50 }, 4000),
    ];
    const { verdict, condition, because, figures } = said(
      costing(
        () => 5,
        () => 5,
        ...more,
      ),
      'C4',
    );
    expect(verdict).toBe('holds if');
    expect(condition).toContain('number of subscribers');
    expect(because).toContain(
      'carried in valid trials: short polling 1,000, long polling 2,000 and WebSocket at least 4,000.',
    );
    expect(
      figures.find(({ label, transport }) => label.includes('carries') && transport === 'short-polling'),
    ).toMatchObject({ lower: 1000, upper: 2000 });
    expect(because).not.toContain('do not count');
  });

  test('does not count subscribers of an invalid trial, and says so', () => {
    const run = costing(
      () => 5,
      () => 5,
      carried('1000', { 'short-polling': 50, 'long-polling': 50, websocket: 50 }, 1000),
      carried('2000', { 'short-polling': 9000, 'long-polling': 9000, websocket: 50 }, 2000),
    );
    for (const trial of run.trials) {
      if (trial.point === '2000' && trial.transport === 'websocket') trial.status = 'invalid';
    }
    const { because, figures, verdict } = said(run, 'C4');
    expect(because).toContain(
      'WebSocket at least 1,000. Larger numbers have no valid trial and do not count.',
    );
    // How many subscribers they carry is not decided.
    expect(verdict).toBe('refuted where decided');
    expect(
      figures.find(({ label, transport }) => label.includes('carries') && transport === 'websocket'),
    ).toMatchObject({ value: 1000, lower: 1000, upper: null });
  });
});

describe('C5, whether polling needs more code', () => {
  const none = { server: { lines: 0, branches: 0 }, client: { lines: 0, branches: 0 } };
  const complexity = (sizes: Record<TestedTransport, [number, number]>): Complexity => ({
    files: [],
    transports: TESTED_TRANSPORTS.map(transport => {
      const [lines, branches] = sizes[transport];
      return { transport, own: { ...none, server: { lines, branches } }, shared: none, common: none };
    }),
  });
  const counted = (short: [number, number], long: [number, number]) =>
    said(
      runOf(),
      'C5',
      complexity({ 'short-polling': short, 'long-polling': long, sse: [100, 10], websocket: [100, 10] }),
    );

  test('holds, holds if, is refuted, or was not counted', () => {
    expect(counted([120, 12], [150, 15]).verdict).toBe('holds');
    expect(counted([104, 10], [90, 9]).verdict).toBe('refuted');
    expect(counted([60, 8], [120, 9])).toMatchObject({
      verdict: 'holds if',
      condition: 'the measure is lines of long polling',
    });
    expect(said(runOf(), 'C5')).toMatchObject({ verdict: 'not measured', missing: expect.any(String) });
  });
});
