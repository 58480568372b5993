import { describe, expect, test } from 'vitest';
import type { Complexity } from '../../../analysis/claims/code-size.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../../scenarios/load/transport.ts';
import { around, at, everyone, type Measures, type Part, runOf, said } from '../../made/claims.ts';

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
    expect(verdict.condition).toMatch(/not kept between requests.*2,000 connections/);
    expect(verdict.because).toContain('long polling 0 connections and 2,000 requests');
  });

  test.each(['C1', 'C20'])('%s holds if they are opened for most requests anyhow', id => {
    expect(said(keepAlive(requests(2000, 1900), requests(2000, 2000)), id).verdict).toBe('holds');
  });

  test.each(['C1', 'C20'])('%s is refuted where none are opened either way', id => {
    expect(said(keepAlive(requests(2000, 3), requests(2000, 10)), id).verdict).toBe('refuted');
  });

  test('C1 is refuted where WebSocket connects for each delivery, too', () => {
    const others = { websocket: requests(900, 900) };
    expect(said(keepAlive(requests(900, 0), requests(900, 900), others), 'C1').verdict).toBe('refuted');
  });

  test('is not measured without one of the points', () => {
    const run = runOf(at('keep-alive', 'on', { 'long-polling': requests(9, 0), websocket: requests(0, 0) }));
    expect(said(run, 'C20')).toMatchObject({ verdict: 'not measured', missing: 'scenario keep-alive' });
    const gap = keepAlive(requests(9, 0), requests(9, 9), {});
    expect(said(gap, 'C1').missing).toBe('scenario keep-alive, point on, WebSocket');
  });

  test('is not resolved where blocks disagree', () => {
    const wavering: Measures = {
      alter({ server, block }) {
        server.requests = 100;
        server.connections.opened = block % 2 ? 90 : 10;
      },
    };
    expect(said(keepAlive(wavering, requests(9, 9)), 'C20')).toMatchObject({
      verdict: 'not measured',
      missing: 'more blocks',
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

describe('C2, whether HTTP has to ask in vain', () => {
  const asking = (empty: Record<TestedTransport, (rate: number) => number>, sseRequests = 0) =>
    runOf(
      ...sweep((rate, transport) => ({
        alter({ deliveries, server }) {
          // Each answer with news carries one.
          const share = empty[transport](rate);
          deliveries.emptyResponses = (deliveries.arrived * share) / (1 - share);
          server.requests = transport === 'sse' ? sseRequests : 0;
        },
      })),
    );
  const never = () => 0;
  const rare = (rate: number) => (rate < 5 ? 0.6 / (1 + rate) : 0);

  test('holds if one polls, and rarely has news', () => {
    const { verdict, condition, because } = said(
      asking({ 'short-polling': rare, 'long-polling': never, sse: never, websocket: never }),
      'C2',
    );
    expect(verdict).toBe('holds if');
    expect(condition).toBe(
      'the client uses short polling up to 0.1 notifications an interval (54.5% of polls empty), not from 1 on (0 to 30% of polls empty)',
    );
    expect(because).toContain('SSE at none of 5 points');
  });

  test('holds where every way over HTTP asks', () => {
    const most = () => 0.6;
    expect(
      said(asking({ 'short-polling': most, 'long-polling': most, sse: never, websocket: never }, 1000), 'C2')
        .verdict,
    ).toBe('holds');
  });

  test('does not look for empty long polls where no wait can have run out', () => {
    const asked = asking({ 'short-polling': rare, 'long-polling': () => 0.9, sse: never, websocket: never });
    const rates = said(asked, 'C2').figures.filter(({ transport }) => transport === 'long-polling');
    // At 0.1 a second a wait of 25 s outlasts the 15 s of a trial.
    expect(rates.map(({ point }) => point)).toEqual(['1', '10', '50', '200']);
  });

  test('is refuted where none does', () => {
    expect(
      said(asking({ 'short-polling': never, 'long-polling': never, sse: never, websocket: never }), 'C2')
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

  test('holds where both are late', () => {
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

  test('holds if one polls shortly, or long where notifications come fast', () => {
    const { verdict, condition } = said(
      late(
        () => 500,
        rate => (rate > 20 ? 2 : 1),
      ),
      'C3',
    );
    expect(verdict).toBe('holds if');
    expect(condition).toMatch(
      /short polling at all 5 points.*or long polling from 50 notifications a second/,
    );
  });

  test('is refuted where neither is', () => {
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

  test('speaks of other loads only where the rate was swept', () => {
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

  test('is not resolved by one block', () => {
    const run = runOf(
      at(
        'ticker',
        'default',
        everyone(() => around(3)),
        { blocks: 1 },
      ),
    );
    expect(said(run, 'C3').missing).toBe('more blocks');
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

  test('holds where both cost more', () => {
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

  test('holds if news is rare: batching turns it round', () => {
    const { verdict, condition } = said(
      costing(
        rate => 40 / rate,
        () => 60,
      ),
      'C4',
    );
    expect(verdict).toBe('holds if');
    expect(condition).toMatch(
      /^the client uses short polling up to 1 notifications an interval .*, not from 10 on .*, or long polling at all 5 points/,
    );
  });

  test('is refuted where neither costs more', () => {
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

  test('asks the idle server, too, and what it holds in memory', () => {
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
      ),
      'C4',
    );
    expect(verdict).toBe('holds if');
    expect(condition).toContain('up to 0 notifications');
    expect(because).toContain('WebSocket 30 KiB');
  });

  test('counts those that a server carries, and says so', () => {
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
    expect(because).toContain('short polling 1,000, long polling 2,000 and WebSocket 4,000 or more');
    expect(
      figures.find(({ label, transport }) => label.includes('carries') && transport === 'short-polling'),
    ).toMatchObject({ lower: 1000, upper: 2000 });
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
      condition: 'what is counted is long polling by lines',
    });
    expect(said(runOf(), 'C5')).toMatchObject({ verdict: 'not measured', missing: expect.any(String) });
  });
});
