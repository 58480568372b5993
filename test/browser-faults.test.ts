import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { runTrial } from '../bench/trial.ts';
import { BROWSER_PROGRAMS, findBrowser, missingBrowser } from '../clients/browser-program.ts';
import { BROWSERS } from '../scenarios/load.ts';
import { CONTESTANTS } from '../scenarios/transport.ts';
import { childrenOf, commandOf } from './bench-command.ts';
import { faultsOf, smokeTrial } from './smoke-trial.ts';
import { load, ours, planOf, settingsOf } from './trial-setup.ts';

// Trials in real browsers, at smoke: what they count, and what becomes of them when the browser fails.

/** Those that any test of this file has started and that still live, by the profile that each was given. */
const browsers = () =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        return /pushlab-(chromium|firefox)-/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
      } catch {
        return false; // It has just ended.
      }
    });

afterEach(async () => {
  expect(ours()).toEqual([]);
  await expect.poll(browsers, { timeout: 5000 }).toEqual([]);
});

describe.each(BROWSERS)('in %s', program => {
  const reason = findBrowser(program) ? '' : `left out: ${missingBrowser(program)}`;

  describe.skipIf(reason !== '')(reason || 'for real', { timeout: 90_000 }, () => {
    test.each(CONTESTANTS)('%s: a page gets everything, once and in order', async transport => {
      const trial = await smokeTrial({ scenario: 'browser', point: program, transport });
      expect(faultsOf(trial)).toBe(0);
      expect(trial.deliveries.received).toBeGreaterThan(10);
      expect(trial.latencyMs?.fromSchedule.count).toBe(trial.deliveries.received);
      expect(trial.generator.reconnects).toBe(0);
      expect(trial.generator.cpuPercent).toBeGreaterThan(0);
      expect(trial.browser).toMatchObject({ program, subscriptions: 1, served: 1, hidden: false });
      expect(trial.browser?.version).toMatch(/\d/);
      expect(trial.browser?.ownRequestMs).not.toBeNull();
      // Whoever knows its clock no better could not tell the push transports from each other.
      expect(trial.browser?.clockErrorMs).toBeLessThan(25);
      const polls = transport === 'short-polling' || transport === 'long-polling';
      expect(trial.server.requests > 0).toBe(polls);
    });

    test('EventSource comes back by itself after the server died, and has missed nothing', async () => {
      const trial = await smokeTrial({ scenario: 'browser', point: `${program}-killed`, transport: 'sse' });
      expect(trial.recovery).toMatchObject({ affected: 1, recovered: 1 });
      expect(faultsOf(trial)).toBe(0);
    });

    test('WebSocket does not', async () => {
      const cell = { scenario: 'browser', point: `${program}-killed`, transport: 'websocket' } as const;
      const trial = await smokeTrial(cell);
      expect(trial.recovery).toMatchObject({ affected: 1, recovered: 0 });
      expect(trial.deliveries.missing).toBeGreaterThan(0);
    });

    test('six connections: the seventh stream starves, and the page with it; WebSockets do not', async () => {
      const cell = { scenario: 'browser', point: `${program}-seven` } as const;
      const streams = await smokeTrial({ ...cell, transport: 'sse' });
      expect(streams.browser).toMatchObject({ subscriptions: 7, served: 6, ownRequestMs: null });
      expect(streams.server.connections.open).toBe(6);
      const sockets = await smokeTrial({ ...cell, transport: 'websocket' });
      expect(sockets.browser).toMatchObject({ subscriptions: 7, served: 7 });
      expect(sockets.browser?.ownRequestMs).not.toBeNull();
      expect(faultsOf(sockets)).toBe(0);
    });

    test('a hidden tab polls less often than it means to, and loses nothing', async () => {
      const cell = { scenario: 'browser', point: `${program}-hidden` } as const;
      const trial = await smokeTrial({ ...cell, transport: 'short-polling' });
      expect(trial.browser?.hidden).toBe(true);
      expect(faultsOf(trial)).toBe(0);
      // Four a second are meant.
      expect((1000 * trial.server.requests) / trial.windowMs).toBeLessThan(2);
    });

    test('a browser that dies in the middle makes its trial an error, at once', async () => {
      const trial = await runTrial(
        planOf('sse', { load: { ...browserLoad, browser: { program } }, windowSeconds: 20 }),
        settingsOf({
          onStage(stage, { workers: [worker = 0] }) {
            if (stage !== 'measure') return;
            const own = childrenOf(worker).filter(pid => commandOf(pid).includes(`pushlab-${program}-`));
            process.kill(own[0] as number, 'SIGSEGV');
          },
        }),
      );
      expect(trial).toMatchObject({ status: 'error', stage: 'measure' });
      expect(trial.reasons.join()).toContain(`client worker: ${program}: `);
      expect(trial.wallMs).toBeLessThan(60_000);
    });
  });
});

const browserLoad = {
  ...load,
  audience: { kind: 'shared', topic: 'news' },
  subscribers: 1,
  transports: { sse: {} },
} as const;

test.each(BROWSERS)('without %s a trial says what is missing', async program => {
  const { variable } = BROWSER_PROGRAMS[program];
  vi.stubEnv(variable, '/nowhere/browser');
  onTestFinished(() => void vi.unstubAllEnvs());
  const trial = await runTrial(
    planOf('sse', { load: { ...browserLoad, browser: { program } } }),
    settingsOf(),
  );
  expect(trial).toMatchObject({ status: 'error', stage: 'start' });
  expect(trial.reasons.join()).toContain(
    `no ${program}: ${variable} is /nowhere/browser, which cannot be run`,
  );
});

test('a program that is no browser is said to have ended, with its last words', async () => {
  vi.stubEnv('FIREFOX_PATH', '/bin/ls');
  onTestFinished(() => void vi.unstubAllEnvs());
  const trial = await runTrial(
    planOf('sse', { load: { ...browserLoad, browser: { program: 'firefox' } } }),
    settingsOf(),
  );
  expect(trial).toMatchObject({ status: 'error', stage: 'start' });
  expect(trial.reasons.join()).toMatch(/firefox ended by exit code 2/);
});
