import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { loopback } from '../../bench/network/network.ts';
import type { RunningProcess, TrialPlan, TrialSettings } from '../../bench/trial/trial-plan.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Transport } from '../../scenarios/load/transport.ts';

export const cores = { server: null, clients: null, clientWorkers: 2 };
export const SUBSCRIBERS = 4;
export const load: Load = {
  audience: { kind: 'own', prefix: 'user ' },
  subscribers: SUBSCRIBERS,
  arrivals: { kind: 'periodic', ratePerSecond: 100 },
  payloadBytes: 200,
  transports: {
    'short-polling': { intervalMs: 50 },
    'long-polling': { waitSeconds: 5 },
    sse: {},
    websocket: {},
    'tcp-floor': {},
    'bare-reader': {},
  },
};

/** One short trial of a small load, over the loopback where nothing else is asked for. */
export function planOf(transport: Transport, given: Partial<TrialPlan> = {}): TrialPlan {
  return {
    scenario: 's',
    point: 'p',
    transport,
    block: 0,
    order: 0,
    attempt: 0,
    arm: null,
    load,
    seed: 3,
    warmUpSeconds: 0.2,
    windowSeconds: 1,
    ...given,
  };
}

export function settingsOf(given: Partial<TrialSettings> = {}): TrialSettings {
  return {
    network: loopback(cores, 'a test'),
    cores,
    transitMs: 0.5,
    serverPort: 0,
    // A test machine may be busy: only counts are judged here, no lateness.
    hiccups: { seconds: 1, p50Ms: 0, p99Ms: 1e6, maxMs: 1e6, loopDelayP99Ms: 1e6 },
    signal: new AbortController().signal,
    ...given,
  };
}

/** Processes of this test process that have not ended, by what they run. */
function children(): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (Number(parent) !== process.pid || state === 'Z') return [];
        return [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
      } catch {
        return []; // It has just ended.
      }
    });
}
/** Those of a trial. */
export const ours = () =>
  children().filter(({ command }) => /servers\/main|clients\/\S*worker|bench\/publisher/.test(command));

/** Process id of a trial's process, once it runs. */
export async function untilRunning(entry: string): Promise<number> {
  await expect
    .poll(() => ours().some(({ command }) => command.includes(entry)), {
      interval: 5,
      timeout: 10_000,
    })
    .toBe(true);
  return ours().find(({ command }) => command.includes(entry))?.pid ?? 0;
}

/** The first process of a trial that has this role. */
export function pidOf(processes: readonly RunningProcess[], role: RunningProcess['role']): number {
  const one = processes.find(process => process.role === role);
  if (!one) throw new Error(`the trial has no ${role}`);
  return one.pid;
}
