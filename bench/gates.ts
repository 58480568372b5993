import type { Environment } from './environment-schema.ts';
import type { MeasuredTrial } from './trial-schema.ts';

/** A trial before it is judged. */
export type Measurement = Omit<MeasuredTrial, 'status' | 'reasons'>;

/** Server and clients count what they do between the same two moments; apart by more than this share of the window, figures
 * made of both (bytes and CPU a delivery) are off by as much. */
const MAX_EDGE_SHARE = 0.03;

/** Above this share of a core a client worker may be what limits the delivery. */
const MAX_GENERATOR_CPU_PERCENT = 80;

/**
 * Why a trial's figures cannot be trusted, one sentence a reason; empty for a valid trial.
 *
 * The publisher may be late by twice what the idle machine is at p99, or by a tenth of the median latency, whichever is
 * more; and a trial in which nothing was due measured nothing.
 */
export function gate(trial: Measurement, hiccups: Environment['hiccups']): string[] {
  const { deliveries, generator, latencyMs, server } = trial;
  const { outsideWindow } = deliveries;
  const reasons: string[] = [];
  const fault = (count: number, what: string) => {
    if (count > 0) reasons.push(`${count} deliveries ${what}`);
  };
  fault(deliveries.missing, 'missing');
  fault(deliveries.duplicate, 'duplicate');
  fault(deliveries.reordered, 'out of order');
  fault(outsideWindow.missing, 'missing outside the window');
  fault(outsideWindow.duplicate, 'duplicate outside the window');
  fault(outsideWindow.reordered, 'out of order outside the window');
  if (generator.reconnects > 0) reasons.push(`${generator.reconnects} connections broke and came back`);
  fault(server.connections.droppedSlow, 'cut short: the server dropped a slow reader');
  if (deliveries.expected === 0) reasons.push('nothing was due in the window');

  const lagBoundMs = Math.max(2 * hiccups.p99Ms, 0.1 * (latencyMs?.fromSchedule.p50 ?? 0));
  if (generator.publishLagP99Ms > lagBoundMs) {
    const lag = generator.publishLagP99Ms.toFixed(2);
    reasons.push(`publisher late by ${lag} ms at p99, over the bound of ${lagBoundMs.toFixed(2)} ms`);
  }
  if (generator.cpuPercent > MAX_GENERATOR_CPU_PERCENT) {
    const percent = generator.cpuPercent.toFixed(0);
    reasons.push(`client worker at ${percent}% of a core, over ${MAX_GENERATOR_CPU_PERCENT}%`);
  }
  const edgeBoundMs = MAX_EDGE_SHARE * trial.windowMs;
  const edge = (who: string, lateMs: number) => {
    if (lateMs > edgeBoundMs) {
      reasons.push(
        `${who} read its counters ${lateMs.toFixed(0)} ms late, over ${100 * MAX_EDGE_SHARE}% of the window`,
      );
    }
  };
  edge('the server', server.edgeLatenessMs);
  edge('a client worker', generator.edgeLatenessMs);
  return reasons;
}
