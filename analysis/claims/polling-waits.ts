import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { EMPTY_ANSWER_BYTES } from '../models/poll-messages.ts';
import { transitOverMs } from '../runs/paths.ts';
import { shortPollPeriod } from '../theory/short-poll-period.ts';
import type { Quantity } from './claim-figures.ts';
import type { PathPlace } from './over-paths.ts';

// Latency of polling over a distance, counted in what theory counts it in.

const meanMs = ({ latencyMs }: MeasuredTrial) => latencyMs?.fromSchedule.mean ?? null;

/**
 * On a shorter path a busy stream is faster than d of the idle machine, by up to 42% at 1 ms
 * (docs/findings.md): its latency is no multiple of d.
 */
const LEAST_RTT_MS = 20;

/**
 * Mean latency over a distance, in transits of it. None where each poll opens a connection: theory
 * says two transits more there.
 */
export const inTransits = (run: Run, { path, load }: PathPlace): Quantity => ({
  label: 'mean latency, in transits of the path',
  unit: 'transits',
  of: trial => {
    const mean = meanMs(trial);
    const isKept = load.transports['long-polling']?.keepAlive !== false;
    return mean === null || !isKept || path.rttMs < LEAST_RTT_MS ? null : mean / transitOverMs(run, path);
  },
});

/**
 * The time between two short polls of a trial over a distance, by the model, in ms. Null where no
 * fixed schedule on a kept connection sets it, where all subscribers poll at once, or where chance
 * decides it.
 */
function pollPeriodMs(load: Load, transitMs: number, { server }: MeasuredTrial): number | null {
  const { intervalMs, pacing, phases, keepAlive = true } = load.transports['short-polling'] ?? {};
  if (intervalMs === undefined || pacing === 'pause' || phases === 'together' || !keepAlive) return null;
  const cpuMicros = server.cpuMicros.user + server.cpuMicros.system;
  const serverMicrosPerRequest = server.requests === 0 ? null : cpuMicros / server.requests;
  // Bits take no time where bandwidth is not limited.
  const poll = { requestBytes: 0, answerBytes: EMPTY_ANSWER_BYTES };
  return shortPollPeriod({ load, transitMs, serverMicrosPerRequest }, intervalMs, poll);
}

/** What a poll adds to one transit in the mean, as a share of the time between two polls. */
export const inIntervals = (run: Run, { path, load }: PathPlace): Quantity => ({
  label: 'mean wait for the next poll, in times between two polls',
  unit: 'of a period',
  of: trial => {
    const mean = meanMs(trial);
    const transitMs = transitOverMs(run, path);
    const periodMs = pollPeriodMs(load, transitMs, trial);
    return mean === null || periodMs === null ? null : (mean - transitMs) / periodMs;
  },
});
