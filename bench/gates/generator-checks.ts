import { supports } from '../../analysis/statistics/paired-ratios.ts';
import type { TrialFigures } from '../../results/format/trial.ts';
import type { Check, GateContext } from './check.ts';

/** Above this share of a core, a client worker may be what limits the deliveries. */
const MAX_GENERATOR_CPU_PERCENT = 80;
/** Node's timers have steps of 1 ms, so a timer may be this late even in an idle process. */
const TIMER_STEP_MS = 1;
/** Largest deviation of the achieved rate from the schedule's. */
const MAX_RATE_SHARE = 0.01;

/**
 * The highest quantile of the lag that the number of sends supports. With fewer than a hundred
 * sends, p99 is the maximum. By definition, one wait in a hundred on an idle machine is later than
 * its p99, so such trials would fail often.
 */
function highestLag(generator: TrialFigures['generator']): { quantile: string; lagMs: number } {
  const { scheduledInWindow, publishLagP50Ms, publishLagP90Ms, publishLagP99Ms } = generator;
  if (publishLagP90Ms === undefined || supports(scheduledInWindow, 0.99))
    return { quantile: 'p99', lagMs: publishLagP99Ms };
  if (supports(scheduledInWindow, 0.9)) return { quantile: 'p90', lagMs: publishLagP90Ms };
  return { quantile: 'p50', lagMs: publishLagP50Ms };
}

/**
 * Checks that publisher and clients kept up with the schedule, so that the server is what was
 * measured.
 */
export function generatorChecks(
  { generator, latencyMs }: TrialFigures,
  { hiccups, largestBatchPerWorker, load }: GateContext,
): Check[] {
  const tenthOfLatencyMs = 0.1 * (latencyMs?.fromSchedule.p50 ?? 0);
  // Deliveries that are due to a worker at one moment keep its event loop busy. That is part of
  // every fan-out and no sign of an overloaded client.
  const batchMs = (largestBatchPerWorker * (generator.cpuMicrosPerDelivery ?? 0)) / 1000;
  const loopBoundMs = TIMER_STEP_MS + Math.max(2 * hiccups.loopDelayP99Ms, tenthOfLatencyMs, batchMs);
  const loopMs = generator.eventLoopDelayP99Ms;
  // The publisher waits with a precision of 0.1 ms and does nothing else. A user that sends has an
  // event loop, which also handles arrivals.
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
    // p90 lets more than one late send in a hundred pass, and the p99 latency would show it.
    ...(quantile === 'p99'
      ? []
      : [
          {
            id: 'publisher-latest',
            measured: latestMs,
            bound: latestBoundMs,
            unit: 'ms',
            reason: `${sender} late by up to ${latestMs.toFixed(2)} ms, over the bound of ${latestBoundMs.toFixed(2)} ms`,
          },
        ]),
    {
      id: 'rate',
      measured: Math.abs(generator.publishedInWindow - generator.scheduledInWindow),
      // A notification due at the edge of the window may fall on either side.
      bound: Math.max(1, MAX_RATE_SHARE * generator.scheduledInWindow),
      unit: 'notifications',
      reason: `${generator.publishedInWindow} notifications sent in the window, ${generator.scheduledInWindow} were due`,
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
