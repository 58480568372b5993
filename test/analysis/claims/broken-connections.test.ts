import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../analysis/claims/outcome.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';
import { at, everyone, type Measures, runOf, said } from '../../made/claims.ts';
import { failedTrial } from '../../made/run.ts';

/** Makes a trial lose deliveries, and invalid for that alone. */
function loses(trial: MeasuredTrial, count: number): void {
  trial.deliveries.missing = count;
  trial.status = 'invalid';
  trial.gates.push({ id: 'missing', measured: count, bound: 0, unit: 'deliveries', passed: false });
}

const broken = ({ recovered = 100, lost = 0, noisy = false } = {}): Measures => ({
  alter(trial) {
    const times = trial.latencyMs?.fromSchedule ?? null;
    trial.recovery = {
      faultAtMs: 1000,
      clearedAtMs: 3000,
      affected: 100,
      recovered,
      reconnectedMs: null,
      sinceClearedMs: times && { ...times, p50: 850, max: 2100 },
      connections: 100,
      peakConnectionsPerSecond: 300,
    };
    if (lost > 0) loses(trial, lost);
    if (noisy) {
      trial.status = 'invalid';
      trial.gates.push({ id: 'steal', measured: 50, bound: 10, unit: '%', passed: false });
    }
  },
});

const DUE = 50;

const visiting = ({ completed = DUE, told = 0 } = {}): Measures => ({
  alter(trial) {
    trial.visits = {
      due: DUE,
      completed,
      told,
      failed: DUE - completed - told,
      cpuMicrosPerVisit: 300,
      applicationBytesPerVisit: 900,
      wireBytesPerVisit: null,
      packetsPerVisit: null,
    };
  },
});

const staying = (closed: number): Measures => ({
  alter({ server }) {
    server.connections.closed = closed;
  },
});

describe('C7, whether a connection stays open and reconnects', () => {
  test('holds if the client has code that reconnects', () => {
    const run = runOf(
      at('notifications', 'default', { websocket: staying(0) }),
      at('restart', 'killed', { websocket: broken() }, { blocks: 3 }),
    );
    const { verdict, condition, because, sentence } = said(run, 'C7');
    expect(verdict).toBe('holds if');
    expect(condition).toContain('client has code');
    expect(sentence).toBe(
      'Undisturbed connections stay open; code in the client reconnects after every break; reconnecting without such code was not measured.',
    );
    expect(because).toContain('In 5 undisturbed windows, 0 WebSocket connections closed.');
    expect(because).toContain(
      '300 of 300 users caught up, and nothing was lost. Half caught up after 850 ms, the last after 2,100 ms.',
    );
    expect(because).toContain('in real browsers were not measured');
  });

  test('is refuted if a connection closes, a user does not catch up, or something is lost', () => {
    const restart = (measures: Measures) => at('restart', 'killed', { websocket: measures });
    expect(
      said(runOf(at('ticker', 'default', { websocket: staying(2) }), restart(broken())), 'C7').verdict,
    ).toBe('refuted');
    expect(said(runOf(restart(broken({ recovered: 99 }))), 'C7').verdict).toBe('refuted');
    const breaking: Measures = {
      alter(trial) {
        trial.server.connections.closed = 1;
        trial.status = 'invalid';
        trial.gates.push({ id: 'reconnects', measured: 1, bound: 0, unit: 'connections', passed: false });
      },
    };
    const breaks = runOf(at('ticker', 'default', { websocket: breaking }), restart(broken()));
    expect(said(breaks, 'C7').verdict).toBe('refuted');
    const lost = said(runOf(restart(broken({ lost: 3 }))), 'C7');
    expect(lost.verdict).toBe('refuted');
    expect(lost.sentence).toBe('A break loses users or deliveries.');
    expect(lost.because).toContain('15 deliveries were lost');
  });

  test('is refuted by a loss, even if the trial is invalid for another reason or a later attempt has none', () => {
    const noisy = runOf(at('restart', 'killed', { websocket: broken({ lost: 3, noisy: true }) }));
    expect(said(noisy, 'C7').verdict).toBe('refuted');
    const again = runOf(at('restart', 'killed', { websocket: broken() }, { blocks: 2 }));
    const [first] = again.trials;
    if (first?.status !== 'valid') throw new Error('no trial');
    const lost = structuredClone(first);
    loses(lost, 7);
    again.trials.push({ ...lost, status: 'invalid' }, { ...first, attempt: 1 });
    expect(said(again, 'C7')).toMatchObject({
      verdict: 'refuted',
      because: expect.stringContaining('7 deliveries were lost'),
    });
  });

  test('is refuted if a trial ended in an error: the result of its users is not known', () => {
    const run = runOf(at('restart', 'killed', { websocket: broken() }, { blocks: 2 }));
    const [first] = run.trials;
    if (!first) throw new Error('no trial');
    const { scenario, point, transport } = first;
    run.trials.push(failedTrial({ scenario, point, transport, block: 1 }, ['a subscription ended']));
    expect(said(run, 'C7').because).toContain('1 trial ended in an error');
    expect(said(run, 'C7').verdict).toBe('refuted');
  });
});

describe('C15, whether broken connections are coped with', () => {
  const coping = (fault: (transport: TestedTransport) => Measures, tooOld: Measures | null) =>
    runOf(
      at('restart', 'killed', everyone(fault)),
      at('reconnect-storm', 'fixed', everyone(fault)),
      at(
        'offline-catch-up',
        '1000',
        everyone(() => visiting()),
      ),
      ...(tooOld
        ? [
            at(
              'offline-catch-up',
              'too-old',
              everyone(() => tooOld),
            ),
          ]
        : []),
    );

  test('holds if the server still holds the missed notifications', () => {
    const { verdict, condition, because, sentence, strips } = said(
      coping(() => broken(), visiting({ completed: 0, told: 50 })),
      'C15',
    );
    expect(verdict).toBe('holds if');
    expect(condition).toBe('the server still holds the missed notifications');
    expect(because).toContain(
      'In “10,000 missed, and the server holds 1,000”, it told 250 of 250 by short polling',
    );
    expect(because).toContain('Several servers behind a balancer and real browsers were not measured.');
    expect(because).toContain('250 of 250 by WebSocket');
    expect(because).not.toContain('Nothing was lost');
    // Who was told that notifications are gone did not get them: that contradicts the claim.
    expect(sentence).toBe(
      'It depends on what the server still holds: 5,000 users got everything that they had missed; 1,000 were told that it is gone.',
    );
    for (const { marks } of strips) {
      expect(marks.map(one => one.verdict)).toEqual(['true', 'true', 'true', 'not true']);
    }
    expect(outcomeOf(strips)).toBe('depends');
  });

  test('holds if nothing was too old', () => {
    expect(
      said(
        coping(() => broken(), null),
        'C15',
      ),
    ).toMatchObject({
      verdict: 'holds',
      sentence:
        'True without load balancing: all 5,000 users got everything that they had missed; nothing was lost.',
    });
  });

  test('holds if it is a transport that lost nothing', () => {
    const run = coping(transport => broken({ lost: transport === 'sse' ? 4 : 0 }), null);
    expect(said(run, 'C15')).toMatchObject({
      verdict: 'holds if',
      condition: 'the transport is short polling, long polling or WebSocket',
      sentence: 'It depends on the transport: deliveries were lost, or users did not catch up, with SSE.',
      because: expect.stringMatching(/^Some users did not catch up, or deliveries were lost\. SSE in “/),
    });
  });

  test('is refuted if all transports lose deliveries, or do not report what is gone', () => {
    expect(
      said(
        coping(() => broken({ lost: 1 }), null),
        'C15',
      ),
    ).toMatchObject({
      verdict: 'refuted',
      sentence: expect.stringMatching(/^False: deliveries were lost, or users did not catch up, with short/),
    });
    expect(
      said(
        coping(() => broken(), visiting({ completed: 0, told: 0 })),
        'C15',
      ).verdict,
    ).toBe('refuted');
  });

  const balanced = (fault: Measures) => [
    at(
      'release',
      'killed',
      everyone(() => fault),
    ),
    at(
      'broker-outage',
      'cut',
      everyone(() => fault),
    ),
  ];

  test('holds for several servers behind a balancer where a run has these alone', () => {
    expect(said(runOf(...balanced(broken())), 'C15')).toMatchObject({
      verdict: 'holds',
      sentence: expect.stringMatching(/^True for several servers behind a balancer: all [\d,]+ users got/),
      because: expect.stringContaining('One server alone and real browsers were not measured.'),
    });
    expect(said(runOf(...balanced(broken({ lost: 1 }))), 'C15').verdict).toBe('refuted');
  });

  test('holds with load balancing where a run has both', () => {
    const alone = [
      at(
        'restart',
        'killed',
        everyone(() => broken()),
      ),
      at(
        'reconnect-storm',
        'fixed',
        everyone(() => broken()),
      ),
      at(
        'offline-catch-up',
        '1000',
        everyone(() => visiting()),
      ),
    ];
    expect(said(runOf(...alone, ...balanced(broken())), 'C15').sentence).toMatch(
      /^True: all [\d,]+ users got/,
    );
    expect(said(runOf(...alone, ...balanced(broken({ recovered: 99 }))), 'C15').verdict).toBe('refuted');
  });

  test('needs all three scenarios', () => {
    const run = runOf(at('restart', 'cut', { 'short-polling': broken() }));
    expect(said(run, 'C15').missing).toContain(
      'scenario reconnect-storm, scenario offline-catch-up, restart, all cables',
    );
  });
});
