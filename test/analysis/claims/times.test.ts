import { describe, expect, test } from 'vitest';
import type { PhaseId } from '../../../results/format/trial-extras.ts';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';
import { at, everyone, type Measures, phases, runOf, said } from '../../made/claims.ts';

type Ms = Partial<Record<PhaseId, number>>;
const taking = (ms: Ms): Measures => ({
  alter(trial) {
    trial.phases = phases(ms);
  },
});

/** A visit whose parts take these times. */
const visit = ({ tcp = 0, request = 0, first = 0 }): Measures =>
  taking({ tcp, request, first, 'to-first': tcp + request + first });

describe('C10, the parts of connecting', () => {
  const connecting = (cold: Ms, kept: Ms) =>
    runOf(
      at(
        'connect',
        'cold',
        everyone(() => visit(cold)),
      ),
      at(
        'connect',
        'kept-alive',
        everyone(() => visit(kept)),
      ),
    );

  test('holds if the TCP connection is already open', () => {
    const { verdict, condition, because } = said(
      connecting({ tcp: 0.4, request: 0.6, first: 0.1 }, { request: 0.6, first: 0.1 }),
      'C10',
    );
    expect(verdict).toBe('holds if');
    expect(condition).toBe('the TCP connection is already open (opening it took 0.4 ms more)');
    expect(because).toMatch(
      /share of the time until a WebSocket is open: 60% \(50 visits a second, each on a new connection\) and 100% \(/,
    );
    expect(because).toContain('round-trip time of this machine’s cable');
  });

  test('holds if opening TCP takes almost no time', () => {
    expect(said(connecting({ tcp: 0.01, request: 1 }, { request: 1 }), 'C10').verdict).toBe('holds');
  });

  test('is decided by new connections alone: on an open one only the request is left', () => {
    expect(said(connecting({ tcp: 1, request: 1 }, { tcp: 1, request: 1 }), 'C10').verdict).toBe('holds if');
  });

  test('needs both points', () => {
    const run = runOf(at('connect', 'cold', { websocket: visit({ request: 1 }) }));
    expect(said(run, 'C10').missing).toBe('scenario connect, point kept-alive, WebSocket');
  });
});

describe('C21, whether WebSocket starts more slowly', () => {
  const starting = (websocket: number, other: (transport: TestedTransport) => number = () => 1) =>
    runOf(
      ...['cold', 'kept-alive'].map(point =>
        at(
          'connect',
          point,
          everyone(transport => visit({ request: transport === 'websocket' ? websocket : other(transport) })),
        ),
      ),
    );

  test('holds, is refuted, or holds against some', () => {
    expect(said(starting(2), 'C21').verdict).toBe('holds');
    expect(said(starting(1), 'C21').verdict).toBe('refuted');
    expect(said(starting(0.5), 'C21').verdict).toBe('refuted');
    const some = said(
      starting(1.5, transport => (transport === 'sse' ? 1 : 2)),
      'C21',
    );
    expect(some.verdict).toBe('holds if');
    expect(some.condition).toBe('it is compared with SSE (at both points)');
    expect(some.because).toContain('WebSocket takes longer than SSE at both points (1.5 times the time).');
    expect(some.because).toContain('WebSocket takes longer than short polling at none of 2 points (');
  });

  /**
   * Starts that scatter between blocks by more than they differ; `firstMs` passes from upgrade to
   * first notification.
   */
  const scattered = (firstMs: number, scatter = (block: number) => (block % 2 === 0 ? 0.8 : 1.3)) =>
    runOf(
      ...['cold', 'kept-alive'].map(point =>
        at(
          'connect',
          point,
          everyone(transport => ({
            alter(trial) {
              const request = transport === 'websocket' ? scatter(trial.block) : 1;
              const tcp = point === 'cold' ? { tcp: 0.4 } : {};
              trial.phases = phases({ ...tcp, request, first: firstMs, 'to-first': request });
            },
          })),
        ),
      ),
    );

  test('is bounded if it is not decided and no round trip is added', () => {
    const { verdict, sentence, because } = said(scattered(0.05), 'C21');
    expect(verdict).toBe('not decided');
    expect(sentence).toMatch(
      /^At 50 visits a second, at most 0\.\d+ ms later \(95%\), and the handshake adds no round trip\.$/,
    );
    expect(because).toMatch(
      /comes 0\.05 ms after the response to the upgrade\. Opening a TCP connection, which is one round trip, takes 0\.4 ms\. So the handshake adds no round trip\./,
    );
    // If another round trip may be in it, or trials disagree, nothing is known.
    expect(said(scattered(0.4), 'C21')).toMatchObject({
      verdict: 'not decided',
      sentence: expect.not.stringContaining('at most'),
    });
    const { trials, ...rest } = scattered(0.05);
    const mixed = trials.map(trial =>
      trial.status !== 'error' && trial.block === 0
        ? { ...trial, phases: phases({ tcp: 0.4, request: 0.8, first: 0.5, 'to-first': 0.8 }) }
        : trial,
    );
    expect(said({ ...rest, trials: mixed }, 'C21')).toMatchObject({
      verdict: 'not decided',
      sentence: expect.not.stringContaining('at most'),
    });
  });

  test('needs every other transport', () => {
    const run = runOf(
      at('connect', 'cold', { websocket: visit({ request: 1 }), sse: visit({ request: 1 }) }),
    );
    expect(said(run, 'C21').missing).toContain('WebSocket and short polling');
  });
});

describe('C12, the parts of closing', () => {
  const closing = (ms: Ms, withCut = true) => {
    const leaving = (bytes: number): Measures => ({
      alter(trial) {
        trial.phases = phases(ms);
        trial.visits = {
          due: 10,
          completed: 10,
          told: 0,
          failed: 0,
          cpuMicrosPerVisit: 300,
          applicationBytesPerVisit: bytes,
          wireBytesPerVisit: null,
          packetsPerVisit: null,
        };
      },
    });
    return runOf(
      at('connect', 'cold', { websocket: leaving(640) }),
      ...(withCut ? [at('connect', 'cut', { websocket: leaving(600) })] : []),
    );
  };

  test('holds if the confirmation is the whole time', () => {
    expect(said(closing({ confirmation: 1, closed: 0.01 }), 'C12').verdict).toBe('holds');
  });

  test('holds if TCP’s own close is left out', () => {
    const { verdict, condition, because } = said(closing({ confirmation: 0.3, closed: 0.2 }), 'C12');
    expect(verdict).toBe('holds if');
    expect(condition).toContain('0.2 ms after the confirmation');
    expect(because).toContain(
      'A visit that ends with a connection reset takes 600 B of application bytes instead of 640 B',
    );
    expect(said(closing({ confirmation: 0.3, closed: 0.2 }, false), 'C12').because).toContain(
      'was not measured',
    );
  });

  test('is refuted if nothing is confirmed, or TCP takes most of the time', () => {
    expect(said(closing({ closed: 1 }), 'C12').verdict).toBe('refuted');
    expect(said(closing({ confirmation: 0.1, closed: 1 }), 'C12').verdict).toBe('refuted');
  });

  test('needs closings', () => {
    expect(said(runOf(), 'C12').missing).toBe('scenario connect, point cold, WebSocket');
  });
});

describe('C11 and C13, where the time of a round trip goes', () => {
  /** Parts in ms, and the whole as it was timed. */
  const echo = (
    of: (transport: TestedTransport) => { parts: [number, number, number, number]; whole?: number },
  ) =>
    runOf(
      at(
        'echo',
        'default',
        everyone(transport => ({
          alter(trial) {
            const { parts, whole = parts.reduce((sum, part) => sum + part, 0) } = of(transport);
            const [forward, processing, back, handling] = parts;
            trial.phases = phases({ forward, processing, back, handling });
            if (trial.latencyMs) trial.latencyMs.fromPublish.mean = whole;
          },
        })),
      ),
    );
  const near: [number, number, number, number] = [0.3, 0.05, 0.3, 0.05];

  test('both hold if everything is sent at once', () => {
    const run = echo(() => ({ parts: near }));
    expect(said(run, 'C11').verdict).toBe('holds');
    expect(said(run, 'C13').verdict).toBe('holds');
  });

  test('both hold if nothing waits for a poll', () => {
    const run = echo(transport => ({ parts: transport === 'short-polling' ? [0.3, 0.05, 100, 0.05] : near }));
    expect(said(run, 'C11')).toMatchObject({
      verdict: 'holds if',
      condition:
        'the response is sent at once and does not wait for a poll, as with long polling, SSE and WebSocket',
    });
    expect(said(run, 'C13').verdict).toBe('holds if');
    expect(said(run, 'C13').condition).toContain('the transport is long polling, SSE or WebSocket, where');
  });

  test('C11 is not decided if the parts do not add up to the whole: then they were not timed well', () => {
    expect(
      said(
        echo(() => ({ parts: near, whole: 1 })),
        'C11',
      ).verdict,
    ).toBe('not decided');
  });

  test('C11 is refuted if every transport but WebSocket waits', () => {
    const run = echo(transport => ({ parts: transport === 'websocket' ? near : [0.3, 0.05, 100, 0.05] }));
    expect(said(run, 'C11').verdict).toBe('refuted');
  });

  test('C13 is refuted if most of the time is neither sending nor receiving', () => {
    expect(
      said(
        echo(() => ({ parts: [0.1, 5, 0.1, 5] })),
        'C13',
      ).verdict,
    ).toBe('refuted');
  });

  test('both need WebSocket and another transport', () => {
    const run = runOf(
      at('echo', 'default', { websocket: taking({ forward: 1, processing: 1, back: 1, handling: 1 }) }),
    );
    for (const id of ['C11', 'C13']) expect(said(run, id).missing).toContain('scenario echo');
  });
});
