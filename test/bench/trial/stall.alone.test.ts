import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { bucketsOf } from '../../../analysis/models/distribution.ts';
import { runTrial } from '../../../bench/trial/trial.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { nowMicros } from '../../../scenarios/load/notification.ts';
import { load, pidOf, planOf, settingsOf } from '../../harness/trial-setup.ts';

const STALL_MS = 400;
const RATE_PER_SECOND = 200;
const WINDOW_MS = 10_000;
/** What is delivered later than this was held up by the stall, and not by the machine. */
const LATE_MS = 200;

const steady: Load = {
  ...load,
  audience: { kind: 'shared', topic: 't' },
  arrivals: { kind: 'periodic', ratePerSecond: RATE_PER_SECOND },
  // So often that the wait for the next poll after the stall is short against the stall.
  transports: { ...load.transports, 'short-polling': { intervalMs: 10 } },
};

test.concurrent.each(['short-polling', 'long-polling', 'sse', 'websocket', 'tcp-floor'] as const)(
  '%s: a server that stalls is charged for all that was due meanwhile',
  // A shared machine may add a stall of its own; a trial is made again at most twice, as the bench
  // does it.
  { timeout: 30_000 },
  async transport => {
    let stalledMs = 0;
    const trial = await runTrial(
      planOf(transport, { load: steady, windowSeconds: WINDOW_MS / 1000 }),
      settingsOf({
        async onStage(stage, processes) {
          if (stage !== 'measure') return;
          await sleep(2000);
          const server = pidOf(processes, 'server');
          const fromMicros = nowMicros();
          process.kill(server, 'SIGSTOP');
          // Some notification is then surely due STALL_MS before the end.
          await sleep(STALL_MS + 1000 / RATE_PER_SECOND);
          process.kill(server, 'SIGCONT');
          stalledMs = (nowMicros() - fromMicros) / 1000;
        },
      }),
    );
    if (trial.status === 'error') throw new Error(trial.reasons.join());
    expect(trial.deliveries).toMatchObject({ missing: 0, duplicate: 0, reordered: 0 });
    expect(trial.latencyMs?.fromSchedule.max).toBeGreaterThanOrEqual(STALL_MS);
    const latency = trial.latencyMs?.fromSchedule;
    const late = bucketsOf([latency?.hdr ?? '']).filter(({ fromMicros }) => fromMicros >= LATE_MS * 1000);
    const lateShare = late.reduce((sum, { count }) => sum + count, 0) / (latency?.count ?? 0);
    // Late is what was due more than LATE_MS before the end of the stall.
    const predictedShare = (stalledMs - LATE_MS) / WINDOW_MS;
    expect(lateShare / predictedShare).toBeGreaterThan(0.9);
    expect(lateShare / predictedShare).toBeLessThan(1.1);
  },
);
