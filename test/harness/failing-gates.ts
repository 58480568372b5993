import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { loopback } from '../../bench/network/network.ts';
import { runTrial } from '../../bench/trial/trial.ts';
import type { RunningProcess, TrialPlan, TrialSettings } from '../../bench/trial/trial-plan.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { ROOT } from '../../root.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { cores, load, pidOf, planOf, settingsOf } from './trial-setup.ts';

/** Bounds as on a good machine. */
const hiccups = { seconds: 1, p50Ms: 0.05, p99Ms: 0.5, maxMs: 3, loopDelayP99Ms: 3 };

export async function measured(
  plan: Partial<TrialPlan>,
  settings: Partial<TrialSettings> = {},
): Promise<MeasuredTrial> {
  const trial = await runTrial(planOf(plan.transport ?? 'sse', plan), settingsOf({ hiccups, ...settings }));
  if (trial.status === 'error') throw new Error(`${trial.stage}: ${trial.reasons.join()}`);
  return trial;
}

/** The gate, which must have failed, and with it the trial. */
export function failed(trial: MeasuredTrial, id: string) {
  const gate = trial.gates.find(one => one.id === id);
  expect(gate, `no gate ${id}`).toBeDefined();
  expect(gate).toMatchObject({ passed: false });
  expect(trial.status).toBe('invalid');
  return gate as NonNullable<typeof gate>;
}

/** Stops a process soon after the window has begun, and continues it later. */
export function stopInWindow(role: RunningProcess['role'], stoppedMs: number): Partial<TrialSettings> {
  return {
    async onStage(stage, processes) {
      if (stage !== 'measure') return;
      const pid = pidOf(processes, role);
      // By then it has read its counters.
      await sleep(200);
      process.kill(pid, 'SIGSTOP');
      await sleep(stoppedMs);
      process.kill(pid, 'SIGCONT');
    },
  };
}

/** Settings of a trial whose processes do what SPOIL says; see spoil.ts. */
export const spoilt = (what: string): Partial<TrialSettings> => {
  const preload = ['env', `SPOIL=${what}`, `NODE_OPTIONS=--import=${join(ROOT, 'test/harness/spoil.ts')}`];
  return { network: { ...loopback(cores, 'a test'), serverPrefix: preload, clientPrefix: preload } };
};

const shared: Load = { ...load, audience: { kind: 'shared', topic: 't' } };
/** One topic of 100 a second, 20 of them before the window of 100. */
export const spoiledPlan = { load: shared, warmUpSeconds: 0.1 };
