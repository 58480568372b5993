import { describe, expect, test } from 'vitest';
import { isTimedVisit } from '../../../analysis/claims/over-paths.ts';
import { MOST_WORDS } from '../../../analysis/claims/sentence.ts';
import type { PhaseId } from '../../../results/format/trial-extras.ts';
import { connectDistance } from '../../../scenarios/connect-distance.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';
import type { TransportOptions } from '../../../scenarios/load/transport-options.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { around, at, everyone, type Measures, type Part, phases, runOf, said } from '../../made/claims.ts';

withoutKnownSpreads();

/** A scenario of the catalogue, at one point over a path. */
const over = (
  scenario: string,
  path: Path,
  of: (transport: TestedTransport) => Measures,
  load: Parameters<typeof at>[3] = {},
): Part =>
  at(scenario, `far-${JSON.stringify(path)}-${JSON.stringify(load.load ?? {})}`, everyone(of), {
    ...load,
    load: { ...load.load, path },
  });

/** Personal notifications at some distances: each transport's median, in ms. */
const delivered = (
  rtts: readonly number[],
  ms: (rttMs: number, transport: TestedTransport) => number,
  path: Partial<Path> = {},
): Part[] =>
  rtts.map(rttMs => over('notifications', { rttMs, ...path }, transport => around(ms(rttMs, transport))));

/** What polls and pushes take: half a round trip, and short polling half an interval of 100 ms. */
const inTheory = (rttMs: number, transport: TestedTransport): number => {
  const transitMs = rttMs / 2;
  if (transport === 'long-polling') return rttMs < 50 ? transitMs : 2.2 * transitMs;
  return transport === 'short-polling' ? transitMs + 50 : transitMs;
};

describe('C3, polling over distance', () => {
  test('is judged from the points over a path alone, where the run has no others', () => {
    const { verdict, condition, sentence, because, strips, overPaths } = said(
      runOf(...delivered([20, 80, 200], inTheory)),
      'C3',
    );
    expect(verdict).toBe('holds if');
    expect(condition).toBe('the client uses short polling everywhere, or long polling from 80 ms on');
    expect(sentence).toBe(
      'Later than WebSocket over round trips of 20–200 ms: short polling everywhere, long polling from 80 ms on.',
    );
    expect(because).toContain('Short polling every 1,000 ms beats long polling from 200 ms on.');
    expect(because).toContain(
      'The mean latency of long polling, in transits of the path: 1 at 20 ms, 2.2 at 80 ms and 2.2 at 200 ms; theory predicts one to three.',
    );
    expect(because).toContain('the time between two polls: 0.05 at 20 ms');
    // At 210 ms a poll every 100 ms is real every 300 ms: two of three are skipped.
    const often = { load: { transports: { 'short-polling': { intervalMs: 100 }, websocket: {} } } };
    const run = runOf(
      over(
        'notifications',
        { rttMs: 210 },
        transport => around(transport === 'websocket' ? 105 : 105 + 150),
        often,
      ),
    );
    expect(said(run, 'C3').because).toContain('the time between two polls: 0.5 at 210 ms');
    expect(strips.map(({ name }) => name)).toEqual([
      'short polling, over a path',
      'long polling, over a path',
    ]);
    expect(strips[1]?.marks.map(({ short, verdict }) => [short, verdict])).toEqual([
      ['20 ms', 'not true'],
      ['80 ms', 'true'],
      ['200 ms', 'true'],
    ]);
    expect(overPaths).toBeUndefined();
  });

  const near = (ms: (transport: TestedTransport) => number) =>
    at(
      'rate-sweep',
      '1',
      everyone(transport => around(ms(transport))),
    );

  test('stands apart from the points without a path', () => {
    const late = near(transport => (transport === 'short-polling' ? 500 : 1));
    const alone = said(runOf(late), 'C3');
    const both = said(runOf(late, ...delivered([80], inTheory)), 'C3');
    expect(both).toMatchObject({ verdict: 'holds if', sentence: alone.sentence, strips: alone.strips });
    expect(both.condition).toBe(`${alone.condition}; over a path, in every case`);
    expect(both.overPaths?.sentence).toMatch(
      /^Later than WebSocket over round trips of 80 ms: short polling and long polling everywhere/,
    );
    expect(both.figures.length).toBeGreaterThan(alone.figures.length);
  });

  test('says that a claim is true over distance only, or near only', () => {
    const even = near(() => 1);
    expect(said(runOf(even), 'C3').verdict).toBe('refuted');
    expect(said(runOf(even, ...delivered([80], inTheory)), 'C3')).toMatchObject({
      verdict: 'holds if',
      condition: 'server and clients are apart',
    });
    const late = near(transport => (transport.endsWith('polling') ? 9 : 1));
    expect(said(runOf(late), 'C3').verdict).toBe('holds');
    expect(said(runOf(late, ...delivered([80], () => 40)), 'C3')).toMatchObject({
      verdict: 'holds if',
      condition: 'server and clients are near each other, but not over a path',
    });
    expect(said(runOf(even, ...delivered([80], () => 40)), 'C3').verdict).toBe('refuted');
    expect(said(runOf(late, ...delivered([80], inTheory)), 'C3').verdict).toBe('holds');
  });

  /** What theory is compared with, at one point over a path: `[transits, intervals]`, if at all. */
  const comparedWithTheory = (path: Path, transports: Partial<TransportOptions>) => {
    const load = { path, transports: { websocket: {}, ...transports } };
    const own = Object.keys(load.transports) as TestedTransport[];
    const measures = own.map(transport => [transport, around(inTheory(path.rttMs, transport))]);
    const run = runOf(at('notifications', 'far', Object.fromEntries(measures), { load }));
    const { because, figures } = said(run, 'C3');
    return [
      ['in transits of the path', 'mean latency of long polling'],
      ['in times between two polls', 'mean wait of short polling'],
    ].map(([label = '', words = '']) => {
      const isFigure = figures.some(figure => figure.label.includes(label));
      expect(because.includes(words)).toBe(isFigure);
      return isFigure;
    });
  };

  test.each<[string, TransportOptions['short-polling'], boolean]>([
    ['on a fixed schedule', { intervalMs: 100 }, true],
    ['at random moments', { intervalMs: 100, phases: 'random' }, true],
    ['after a pause', { intervalMs: 100, pacing: 'pause' }, false],
    ['on new connections', { intervalMs: 100, keepAlive: false }, false],
    ['all at once', { intervalMs: 100, phases: 'together' }, false],
    ['as often as a round trip takes', { intervalMs: 80.5 }, false],
  ])('short polls %s are counted in periods: %s', (_, polled, isCounted) => {
    expect(comparedWithTheory({ rttMs: 80 }, { 'short-polling': polled })).toEqual([false, isCounted]);
  });

  test('long polls are counted in transits from 20 ms on, and not on new connections', () => {
    const kept = { 'long-polling': { waitSeconds: 25 } };
    expect(comparedWithTheory({ rttMs: 20 }, kept)).toEqual([true, false]);
    expect(comparedWithTheory({ rttMs: 1 }, kept)).toEqual([false, false]);
    const opened = { 'long-polling': { waitSeconds: 25, keepAlive: false } };
    expect(comparedWithTheory({ rttMs: 80 }, opened)).toEqual([false, false]);
  });

  test('a path that loses or is narrow is not counted in what theory says of a distance', () => {
    const both = { 'short-polling': { intervalMs: 100 }, 'long-polling': { waitSeconds: 25 } };
    expect(comparedWithTheory({ rttMs: 80 }, both)).toEqual([true, true]);
    expect(comparedWithTheory({ rttMs: 80, lossPercent: 1 }, both)).toEqual([false, false]);
    expect(comparedWithTheory({ rttMs: 80, downKbitPerSecond: 256 }, both)).toEqual([false, false]);
  });

  test('does not count large notifications, faults or visits', () => {
    const path = { rttMs: 80 };
    const late = (load: Parameters<typeof at>[3]) =>
      over('notifications', path, transport => around(inTheory(80, transport)), load);
    for (const load of [
      { payloadBytes: 60_000 },
      { fault: { kind: 'cut' as const, atSeconds: 1, forSeconds: 1 } },
      { stalledShare: 0.1 },
      { overload: true },
      { arrivals: { kind: 'none' as const } },
    ]) {
      expect(said(runOf(late({ load })), 'C3').verdict).toBe('not measured');
    }
    expect(said(runOf(late({})), 'C3').verdict).toBe('holds');
  });

  test('is not decided where blocks disagree', () => {
    const scattered: Measures = { alter: trial => void scatter(trial.block, trial) };
    const scatter = (block: number, trial: Parameters<NonNullable<Measures['alter']>>[0]) => {
      if (trial.latencyMs) trial.latencyMs.fromSchedule.p50 = block % 2 === 0 ? 20 : 80;
    };
    const run = runOf(
      over('notifications', { rttMs: 80 }, transport => (transport === 'websocket' ? around(40) : scattered)),
    );
    expect(said(run, 'C3')).toMatchObject({ verdict: 'not decided', missing: 'more blocks or sessions' });
  });
});

/** A visit whose phases take these ms. */
const visit = (ms: Partial<Record<PhaseId, number>>): Measures => ({
  alter(trial) {
    trial.phases = phases(ms);
  },
});
const RTTS = [20, 80, 300];
const OPEN = {
  load: { visits: { connection: 'kept-alive' as const, closing: 'handshake' as const, backlog: 1 } },
};

/** Visits that take whole round trips and `busyMs` at each step. */
const starting = (busyMs: (transport: TestedTransport) => number): Part[] =>
  RTTS.flatMap(rttMs => {
    const step = (transport: TestedTransport) => rttMs + busyMs(transport);
    return [
      over('connect', { rttMs }, transport =>
        visit({
          tcp: rttMs,
          request: step(transport),
          first: 0.1,
          'to-first': rttMs + step(transport) + 0.1,
        }),
      ),
      over(
        'connect',
        { rttMs },
        transport => visit({ request: step(transport), first: 0.1, 'to-first': step(transport) + 0.1 }),
        OPEN,
      ),
    ];
  });

describe('C10, connecting over distance', () => {
  test('takes one round trip for TCP and one for the request, with every transport', () => {
    const { verdict, condition, sentence, because } = said(runOf(...starting(() => 0.3)), 'C10');
    expect(verdict).toBe('holds if');
    expect(condition).toBe('the TCP connection is already open (opening it takes 1 round trip more)');
    expect(sentence).toBe(
      'At 20–300 ms: opening TCP 1 round trip, the request and its response 1 round trip, the same for all transports.',
    );
    expect(because).toContain('All transports need the same number of round trips.');
    expect(because).toMatch(/at 80 ms TCP 1, request 1, first notification 0\.00/);
  });

  test('says so where a transport needs another round trip', () => {
    const { sentence, because } = said(
      runOf(
        ...RTTS.map(rttMs =>
          over('connect', { rttMs }, transport => {
            const request = transport === 'sse' ? 2 * rttMs : rttMs;
            return visit({ tcp: rttMs, request, first: 0.1, 'to-first': rttMs + request + 0.1 });
          }),
        ),
      ),
      'C10',
    );
    expect(sentence).toBe(
      'At 20–300 ms: opening TCP 1 round trip, the request and its response 1–2 round trips.',
    );
    expect(because).toContain('Not every phase is the same whole number of round trips for all transports.');
  });

  /**
   * Visits at 80 ms: on a new connection the request is this share of the time, on an open one it
   * takes so many round trips.
   */
  const visiting = (share: number, trips: number | null): Part[] => {
    const tcp = 80 / share - 80;
    const cold = visit({ tcp, request: 80, first: 0.1, 'to-first': tcp + 80.1 });
    const open = (request: number) => visit({ request, first: 0.1, 'to-first': request + 0.1 });
    return [
      over('connect', { rttMs: 80 }, () => cold),
      ...(trips === null ? [] : [over('connect', { rttMs: 80 }, () => open(80 * trips), OPEN)]),
    ];
  };

  test.each<[string, string | null, number, number | null]>([
    ['holds', null, 1, 1],
    ['holds', null, 1, null],
    ['holds if', 'the TCP connection is already open (opening it takes 1 round trip more)', 0.5, 1],
    ['holds if', 'the TCP connection is new', 1, 2],
    ['refuted', null, 0.5, 2],
    ['not decided', null, 0.5, null],
  ])('%s (%s): the share on a new connection is %s, on an open one it takes %s round trips', (...row) => {
    const [verdict, condition, share, trips] = row;
    const claim = said(runOf(...visiting(share, trips)), 'C10');
    expect(claim).toMatchObject({ verdict, condition });
    expect(claim.missing).toBe(verdict === 'not decided' ? 'visits over a path on open connections' : null);
    expect(claim.strips.map(({ name, marks }) => [name, ...marks.map(({ verdict }) => verdict)])).toEqual([
      ['over a path', share === 1 ? 'true' : 'not true'],
      ...(trips === null ? [] : [['open, over a path', trips === 1 ? 'true' : 'not true']]),
    ]);
  });

  test('is not decided where blocks disagree about an open connection', () => {
    const [cold, open] = visiting(0.5, 1) as [Part, Part];
    for (const { block, phases: all } of open.trials) {
      for (const phase of all ?? []) if (block % 2) phase.latencyMs.p50 *= 2;
    }
    expect(said(runOf(cold, open), 'C10').verdict).toBe('not decided');
  });

  test('is judged by what the scenario measures: new connections, and open ones', () => {
    const measured = connectDistance.points.map(({ load }) => load as Load).filter(isTimedVisit);
    expect(new Set(measured.map(({ visits }) => visits?.connection))).toEqual(
      new Set(['cold', 'kept-alive']),
    );
  });

  test('is not measured on open connections alone', () => {
    const open = visiting(1, 1).slice(1);
    expect(said(runOf(...open), 'C10').verdict).toBe('not measured');
  });
});

describe('C21, the start over distance', () => {
  test('is refuted where all need the same round trips', () => {
    const { verdict, sentence } = said(runOf(...starting(() => 0.3)), 'C21');
    expect(verdict).toBe('refuted');
    expect(sentence).toBe(
      'At 20–300 ms: not later; all need 2 round trips to the first notification, 1 round trip on an open connection.',
    );
  });

  test('holds from where or up to where the handshake costs something', () => {
    const { verdict, condition } = said(
      runOf(...starting(transport => (transport === 'websocket' ? 12 : 0))),
      'C21',
    );
    expect(verdict).toBe('holds if');
    expect(condition).toMatch(/^it is compared with short polling .*, or long polling .*, or SSE /);
  });

  test('is bounded where it is not decided', () => {
    const run = runOf(
      ...RTTS.map(rttMs =>
        over('connect', { rttMs }, transport => ({
          alter(trial) {
            const scatter = transport === 'websocket' ? (trial.block % 2 === 0 ? 0.93 : 1.1) : 1;
            trial.phases = phases({
              tcp: rttMs,
              request: rttMs,
              first: 0.1,
              'to-first': 2 * rttMs * scatter,
            });
          },
        })),
      ),
    );
    const { verdict, sentence } = said(run, 'C21');
    expect(verdict).toBe('not decided');
    expect(sentence).toMatch(
      /^At 20–300 ms: at most \d+ ms later; all need 2 round trips to the first notification\.$/,
    );
  });
});

describe('C12, closing over distance', () => {
  const closing = (closedMs: (rttMs: number) => number) =>
    runOf(
      ...RTTS.map(rttMs =>
        over('connect', { rttMs }, () => visit({ confirmation: rttMs, closed: closedMs(rttMs) })),
      ),
    );

  test('holds where the confirmation is the whole time, which is one round trip', () => {
    const { verdict, sentence } = said(
      closing(() => 0.3),
      'C12',
    );
    expect(verdict).toBe('holds');
    expect(sentence).toBe('At 20–300 ms: the four terms take 99–100% of the time, and are 1 round trip.');
  });

  test('holds in part where TCP’s own close takes time, and not where it takes most', () => {
    expect(
      said(
        closing(() => 5),
        'C12',
      ),
    ).toMatchObject({
      verdict: 'holds if',
      condition: 'TCP’s own close is left out (the four terms are most of the time everywhere)',
    });
    expect(
      said(
        closing(rttMs => 2 * rttMs),
        'C12',
      ).verdict,
    ).toBe('refuted');
  });
});

/** Each way takes half of the round trip; short polling waits 50 ms more. */
const echoing = (waitMs: (rttMs: number, transport: TestedTransport) => number) =>
  RTTS.map(rttMs =>
    over('echo', { rttMs }, transport => ({
      alter(trial) {
        const parts = {
          forward: rttMs / 2,
          processing: 0.1,
          back: rttMs / 2 + waitMs(rttMs, transport),
          handling: 0.1,
        };
        trial.phases = phases(parts);
        const whole = Object.values(parts).reduce((sum, part) => sum + part, 0);
        if (trial.latencyMs) trial.latencyMs.fromPublish.mean = whole;
      },
    })),
  );
const polled = echoing((_, transport) => (transport === 'short-polling' ? 50 : 0));

describe('C11 and C13, a message and its answer over distance', () => {
  test('C11 says how much of the time is the path, and where a wait is most of it', () => {
    const { verdict, condition, sentence } = said(runOf(...polled), 'C11');
    expect(verdict).toBe('holds if');
    expect(condition).toBe(
      'the transport is short polling from 80 ms on, or long polling and SSE everywhere',
    );
    expect(sentence).toBe(
      'The path takes 28–99% of the time at 20 ms, 86–100% at 300 ms; waiting takes most with short polling up to 20 ms.',
    );
  });

  test('C11 holds where nothing waits, and is not decided where the parts are not the whole', () => {
    expect(said(runOf(...echoing(() => 0)), 'C11').verdict).toBe('holds');
    const run = runOf(...echoing(() => 0));
    for (const trial of run.trials) {
      if (trial.status !== 'error' && trial.latencyMs) trial.latencyMs.fromPublish.mean *= 2;
    }
    expect(said(run, 'C11').verdict).toBe('not decided');
  });

  test('C13 says with which transports sending and receiving are most of the time', () => {
    const { verdict, sentence, condition } = said(runOf(...polled), 'C13');
    expect(verdict).toBe('holds if');
    expect(condition).toContain('short polling from 80 ms on');
    expect(sentence).toBe(
      'At 20–300 ms: sending and receiving are most of the time with short polling from 80 ms on and long polling, SSE and WebSocket everywhere.',
    );
  });
});

describe('C17, latency and bytes over paths', () => {
  const costing = (path: Partial<Path>, slow: number): Part[] =>
    [20, 80].map(rttMs =>
      over('notifications', { rttMs, ...path }, transport => ({
        ...around(transport.endsWith('polling') ? slow * rttMs : rttMs),
        overheadDown: transport === 'websocket' ? 4 : 200,
      })),
    );

  test('names the kind of path', () => {
    const { verdict, sentence, because } = said(runOf(...costing({ downKbitPerSecond: 256 }, 3)), 'C17');
    expect(verdict).toBe('holds if');
    expect(sentence).toMatch(
      /^Over a narrow path of 20–80 ms, lower latency only than short polling or long polling/,
    );
    expect(because).toContain('P99 latency against short polling: lower');
  });

  test('keeps kinds of paths apart, and says each', () => {
    const run = runOf(
      ...costing({}, 1),
      ...costing({ lossPercent: 1 }, 3),
      ...costing({ downKbitPerSecond: 256 }, 3),
    );
    const { because, strips } = said(run, 'C17');
    expect(because).toContain('Over a path of 20–80 ms, latency is not lower; fewer bytes than');
    expect(because).toContain(
      'Over a lossy path of 20–80 ms, lower latency only than short polling or long polling',
    );
    expect(strips[0]?.marks.map(({ short, verdict }) => [short, verdict])).toEqual([
      ['20 ms', 'not true'],
      ['80 ms', 'not true'],
      ['20 ms, 1% loss', 'true'],
      ['80 ms, 1% loss', 'true'],
      ['20 ms, 256 kbit/s down', 'true'],
      ['80 ms, 256 kbit/s down', 'true'],
    ]);
  });

  test('counts large notifications', () => {
    const large = { load: { payloadBytes: 16_384 } };
    const run = runOf(over('notifications', { rttMs: 80, downKbitPerSecond: 256 }, () => around(500), large));
    expect(said(run, 'C17').verdict).not.toBe('not measured');
  });
});

test('every sentence over paths is short and whole', () => {
  const run = runOf(
    ...delivered([1, 20, 80, 200, 300], inTheory),
    ...delivered([80], inTheory, { lossPercent: 1 }),
    ...starting(() => 0.3),
    ...polled,
  );
  for (const id of ['C3', 'C10', 'C11', 'C13', 'C17', 'C21']) {
    expect(said(run, id).verdict, id).not.toBe('not measured');
    const { sentence } = said(run, id);
    expect(sentence, id).toMatch(/^[A-Z].*[^.]\.$/);
    expect(sentence.split(/\s+/).length, `${id}: ${sentence}`).toBeLessThanOrEqual(MOST_WORDS);
    expect(sentence, id).not.toMatch(/NaN|undefined|null|Infinity|\(\)/);
  }
});

test('a claim that distance does not concern says that such points do not count', () => {
  const run = runOf(...delivered([80], inTheory));
  const { verdict, because } = said(run, 'C8');
  expect(verdict).toBe('not measured');
  expect(because).toContain('Its points over an emulated path do not count here.');
});
