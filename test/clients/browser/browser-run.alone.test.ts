import { beforeAll, describe, expect, test } from 'vitest';
import { claimsOf } from '../../../analysis/claims/claims.ts';
import { withPreset } from '../../../bench/run/presets.ts';
import { findBrowser, missingBrowser } from '../../../clients/browser/browser-program.ts';
import type { Run } from '../../../results/format/run.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { browser } from '../../../scenarios/browser.ts';
import { BROWSERS } from '../../../scenarios/load/browser.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../../scenarios/load/transport.ts';
import { type SmokeRun, smokeRun } from '../../harness/smoke-run.ts';
import { faultsOf } from '../../harness/smoke-trial.ts';

// What real browsers do, in smoke runs of the command: one run for some transports each, at the
// same time. What becomes of trials whose browser fails is in browser-faults.trial.test.ts.

const RUNS: TestedTransport[][] = [
  ['sse', 'short-polling'],
  ['websocket', 'long-polling'],
];

const present = BROWSERS.filter(program => findBrowser(program) !== undefined);

describe.skipIf(present.length === 0)('smoke runs in real browsers', () => {
  let runs: SmokeRun[];
  /** All trials of the runs, as those of one run of the whole scenario. */
  let run: Run;

  beforeAll(async () => {
    runs = await Promise.all(
      RUNS.map(transports => smokeRun(['browser', '--transports', transports.join(), '--seed', '3'])),
    );
    const [first, ...others] = runs.map(one => one.run) as [Run, ...Run[]];
    run = {
      ...first,
      scenarios: [withPreset(browser, 'smoke')],
      trials: [first, ...others].flatMap(({ trials }) => trials),
    };
  }, 600_000);

  function trialAt(point: string, transport: TestedTransport): MeasuredTrial {
    const trial = run.trials.find(one => one.point === point && one.transport === transport);
    if (!trial) throw new Error(`no trial of ${transport} at ${point}`);
    if (trial.status === 'error') throw new Error(`${trial.stage}: ${trial.reasons.join('; ')}`);
    return trial;
  }

  test('are complete, also where a browser is missing, and lay browsers side by side', () => {
    expect(runs.map(one => one.run.run.status)).toEqual(RUNS.map(() => 'complete'));
    expect(runs.map(({ code }) => code)).toEqual(RUNS.map(() => 0));
    for (const { report } of runs) expect(report).toMatch(/By transport and browser/);
  });

  test.skipIf(present.length < BROWSERS.length)('their claims get their verdicts', () => {
    const verdictOf = (claim: string) => claimsOf(run, null).find(({ id }) => id === claim)?.verdict;
    expect(verdictOf('C7')).toBe('holds if');
    expect(verdictOf('C16')).toBe('holds');
    expect(verdictOf('C22')).toMatch(/^holds/);
  });

  describe.each(BROWSERS)('%s', program => {
    const reason = findBrowser(program) ? '' : `left out: ${missingBrowser(program)}`;

    describe.skipIf(reason !== '')(reason || 'for real', () => {
      test.each(TESTED_TRANSPORTS)('%s: a page gets everything, once and in order', transport => {
        const trial = trialAt(program, transport);
        expect(faultsOf(trial)).toBe(0);
        expect(trial.deliveries.received).toBeGreaterThan(5);
        expect(trial.latencyMs?.fromSchedule.count).toBe(trial.deliveries.received);
        expect(trial.generator.reconnects).toBe(0);
        expect(trial.generator.cpuPercent).toBeGreaterThan(0);
        expect(trial.browser).toMatchObject({ program, subscriptions: 1, served: 1, hidden: false });
        expect(trial.browser?.version).toMatch(/\d/);
        expect(trial.browser?.ownRequestMs).not.toBeNull();
        // Whoever knows its clock no better could not tell the push transports from each other.
        expect(trial.browser?.clockErrorMs).toBeLessThan(25);
        expect(trial.server.requests > 0).toBe(transport.endsWith('polling'));
      });

      test.each(TESTED_TRANSPORTS)('%s over TLS: the same page gets everything', transport => {
        const trial = trialAt(`${program}-tls`, transport);
        expect(faultsOf(trial)).toBe(0);
        expect(trial.deliveries.received).toBeGreaterThan(5);
        expect(trial.browser).toMatchObject({ program, subscriptions: 1, served: 1 });
        expect(trial.bandwidth.tls?.downBytes).toBeGreaterThan(0);
      });

      test('EventSource comes back by itself after the server died, and has missed nothing', () => {
        const trial = trialAt(`${program}-killed`, 'sse');
        expect(trial.recovery).toMatchObject({ affected: 1, recovered: 1 });
        expect(faultsOf(trial)).toBe(0);
      });

      test('WebSocket does not', () => {
        const trial = trialAt(`${program}-killed`, 'websocket');
        expect(trial.recovery).toMatchObject({ affected: 1, recovered: 0 });
        expect(trial.deliveries.missing).toBeGreaterThan(0);
      });

      test('six connections: the seventh stream starves, and the page with it; WebSockets do not', () => {
        const streams = trialAt(`${program}-seven`, 'sse');
        expect(streams.browser).toMatchObject({ subscriptions: 7, served: 6, ownRequestMs: null });
        expect(streams.server.connections.open).toBe(6);
        const sockets = trialAt(`${program}-seven`, 'websocket');
        expect(sockets.browser).toMatchObject({ subscriptions: 7, served: 7 });
        expect(sockets.browser?.ownRequestMs).not.toBeNull();
        expect(faultsOf(sockets)).toBe(0);
      });

      test('over HTTP/2 seven streams or long polls share a connection, and the page gets its answer', () => {
        for (const transport of ['sse', 'long-polling', 'websocket'] as const) {
          const trial = trialAt(`${program}-seven-http2`, transport);
          expect(trial.browser).toMatchObject({ subscriptions: 7, served: 7 });
          expect(trial.browser?.ownRequestMs).not.toBeNull();
          expect(trial.server.connections.open).toBe(1);
          expect(faultsOf(trial)).toBe(0);
        }
      });

      test('five streams leave the page a connection; long polls give theirs back with each answer', () => {
        const five = trialAt(`${program}-five`, 'sse');
        expect(five.browser).toMatchObject({ subscriptions: 5, served: 5 });
        expect(five.browser?.ownRequestMs).not.toBeNull();
        expect(five.browser?.ownRequests?.answered).toBeGreaterThan(0);
        expect(five.browser?.ownRequests?.answered).toBe(five.browser?.ownRequests?.made);
        expect(faultsOf(five)).toBe(0);
        const streams = trialAt(`${program}-seven`, 'sse').browser;
        expect(streams?.ownRequests).toMatchObject({ answered: 0, medianMs: null });
        const polls = trialAt(`${program}-seven`, 'long-polling').browser;
        expect(polls).toMatchObject({ served: 7, ownRequestMs: null });
        expect(polls?.ownRequests?.answered).toBeGreaterThan(0);
        expect(trialAt(program, 'sse').browser).not.toHaveProperty('ownRequests');
      });

      test('a hidden tab polls less often than it means to, and loses nothing', () => {
        const polls = trialAt(`${program}-hidden`, 'short-polling');
        expect(polls.browser?.hidden).toBe(true);
        expect(faultsOf(polls)).toBe(0);
        // Four a second are meant.
        expect((1000 * polls.server.requests) / polls.windowMs).toBeLessThan(2);
        const pushed = trialAt(`${program}-hidden`, 'websocket');
        expect(pushed.browser?.hidden).toBe(true);
        expect(faultsOf(pushed)).toBe(0);
      });
    });
  });
});
