import { supports } from '../../analysis/statistics/paired-ratios.ts';
import type { TrialFigures } from '../../results/format/trial.ts';
import type { Check, GateContext } from './check.ts';

/** Above this share of a core a client worker may be what limits the delivery. */
const MAX_GENERATOR_CPU_PERCENT = 80;
/** Node's timers come in whole milliseconds: by as much one may be late, however idle its process is. */
const TIMER_STEP_MS = 1;
/** How far the rate that was achieved may be from the schedule's. */
const MAX_RATE_SHARE = 0.01;

/**
 * The highest quantile of the lag that the sends that were due support. p99 of fewer than a hundred is the latest one of all: an idle
 * machine, of which by definition one wait in a hundred is later than its p99, would fail by it again and again.
 */
function highestLag(generator: TrialFigures['generator']): { quantile: string; lagMs: number } {
  const { scheduledInWindow, publishLagP50Ms, publishLagP90Ms, publishLagP99Ms } = generator;
  if (publishLagP90Ms === undefined || supports(scheduledInWindow, 0.99))
    return { quantile: 'p99', lagMs: publishLagP99Ms };
  if (supports(scheduledInWindow, 0.9)) return { quantile: 'p90', lagMs: publishLagP90Ms };
  return { quantile: 'p50', lagMs: publishLagP50Ms };
}

/** Whether what sends and what receives kept up with the schedule, so that it is the server that was measured. */
export function generatorChecks(
  { generator, latencyMs }: TrialFigures,
  { hiccups, largestBatchPerWorker, load }: GateContext,
): Check[] {
  const tenthOfLatencyMs = 0.1 * (latencyMs?.fromSchedule.p50 ?? 0);
  // What falls due to a worker at one moment keeps its event loop busy by itself: a part of every fan-out, and no starvation.
  const batchMs = (largestBatchPerWorker * (generator.cpuMicrosPerDelivery ?? 0)) / 1000;
  const loopBoundMs = TIMER_STEP_MS + Math.max(2 * hiccups.loopDelayP99Ms, tenthOfLatencyMs, batchMs);
  const loopMs = generator.eventLoopDelayP99Ms;
  // The publisher waits to a tenth of a millisecond and has nothing else to do; a user who sends has an event loop and what
  // arrives on it.
  const sendsByUsers = load.senders !== undefined || load.visits !== undefined;
  const lagBoundMs = sendsByUsers ? loopBoundMs : Math.max(2 * hiccups.p99Ms, tenthOfLatencyMs);
  const sender = sendsByUsers ? 'users' : 'publisher';
  const { quantile, lagMs } = highestLag(generator);
  const latestMs = generator.publishLagMaxMs;
  const latestBoundMs = lagBoundMs + TIMER_STEP_MS;
  return [
    {
      id: 'publisher-lag',
      measured: lagMs,
      bound: lagBoundMs,
      unit: 'ms',
      reason: `${sender} late by ${lagMs.toFixed(2)} ms at ${quantile}, over the bound of ${lagBoundMs.toFixed(2)} ms`,
    },
    // What p90 lets pass is more than one in a hundred all the same, and the p99 latency shows it.
    ...(quantile === 'p99'
      ? []
      : [
          {
            id: 'publisher-latest',
            measured: latestMs,
            bound: latestBoundMs,
            unit: 'ms',
            reason: `${sender} once late by ${latestMs.toFixed(2)} ms, over the bound of ${latestBoundMs.toFixed(2)} ms`,
          },
        ]),
    {
      id: 'rate',
      measured: Math.abs(generator.publishedInWindow - generator.scheduledInWindow),
      // One that is due at the edge of the window may fall on either side of it.
      bound: Math.max(1, MAX_RATE_SHARE * generator.scheduledInWindow),
      unit: 'notifications',
      reason: `${generator.publishedInWindow} notifications sent in the window, ${generator.scheduledInWindow} were due in it`,
    },
    {
      id: 'client-cpu',
      measured: generator.cpuPercent,
      bound: MAX_GENERATOR_CPU_PERCENT,
      unit: '%',
      reason: `client worker at ${generator.cpuPercent.toFixed(0)}% of a core, over ${MAX_GENERATOR_CPU_PERCENT}%`,
    },
    ...(loopMs === null
      ? []
      : [
          {
            id: 'client-loop-delay',
            measured: loopMs,
            bound: loopBoundMs,
            unit: 'ms',
            reason: `event loop of a client worker late by ${loopMs.toFixed(1)} ms at p99, over the bound of ${loopBoundMs.toFixed(1)} ms`,
          },
        ]),
  ];
}
