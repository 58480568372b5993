import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { runTrial } from '../../../bench/trial/trial.ts';
import { findBrowser, missingBrowser } from '../../../clients/browser/browser-program.ts';
import { BROWSERS } from '../../../scenarios/load/browser.ts';
import { childrenOf, commandOf } from '../../harness/bench-command.ts';
import { load, ours, pidOf, planOf, settingsOf } from '../../harness/trial-setup.ts';

// What becomes of a trial whose browser fails. What browsers do when all is well is in
// browser-run.alone.test.ts.

/** Where browsers of this file, and no others, have their profiles and temporary files. */
let profiles: string;
beforeAll(() => {
  profiles = mkdtempSync(join(tmpdir(), 'pushlab-browser-faults-'));
  process.env.TMPDIR = profiles;
});
afterAll(() => rmSync(profiles, { recursive: true, force: true }));

/**
 * Those that any test of this file has started and that still live, by the profile that each was
 * given.
 */
const browsers = () =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return command.includes(profiles) && /pushlab-(chromium|firefox)-/.test(command);
      } catch {
        return false; // It has just ended.
      }
    });

afterEach(async () => {
  expect(ours()).toEqual([]);
  await expect.poll(browsers, { timeout: 5000 }).toEqual([]);
  expect(readdirSync(profiles), 'temporary files that stayed behind').toEqual([]);
});

describe.each(BROWSERS)('in %s', program => {
  const reason = findBrowser(program) ? '' : `left out: ${missingBrowser(program)}`;

  describe.skipIf(reason !== '')(reason || 'for real', { timeout: 180_000 }, () => {
    test('a browser that dies in the middle makes its trial an error, at once', async () => {
      let alive: string[] = [];
      const trial = await runTrial(
        planOf('sse', { load: { ...browserLoad, browser: { program } }, windowSeconds: 20 }),
        settingsOf({
          onStage(stage, processes) {
            if (stage !== 'measure') return;
            alive = browsers();
            const own = childrenOf(pidOf(processes, 'client')).filter(pid =>
              commandOf(pid).includes(`pushlab-${program}-`),
            );
            process.kill(own[0] as number, 'SIGSEGV');
          },
        }),
      );
      expect(trial).toMatchObject({ status: 'error', stage: 'measure' });
      expect(alive).not.toEqual([]);
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

test('a program that is no browser is said to have ended, with its last words', async () => {
  vi.stubEnv('FIREFOX_PATH', '/bin/ls');
  onTestFinished(() => void vi.unstubAllEnvs());
  const trial = await runTrial(
    planOf('sse', { load: { ...browserLoad, browser: { program: 'firefox' } } }),
    settingsOf(),
  );
  expect(trial).toMatchObject({ status: 'error', stage: 'start', unavailable: true });
  expect(trial.reasons.join()).toMatch(/firefox ended by exit code 2/);
});
