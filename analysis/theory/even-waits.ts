import type { TrialConditions } from './conditions.ts';

/** With this number of polling phases, the mean wait is within 1/20 of T/2 for any arrivals. */
const ENOUGH_PHASES = 20;

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

/**
 * Whether periodic arrivals fall evenly on polls with a period of several intervals. Subscribers
 * are spread over one interval alone, so the arrivals must come in every interval of a period.
 */
function coverPeriod(
  { load: { arrivals }, windowSeconds }: TrialConditions,
  intervalMs: number,
  periodMs: number,
) {
  if (arrivals.kind !== 'periodic') return false;
  const [everyMicros, periodMicros] = [1e6 / arrivals.ratePerSecond, periodMs * 1000].map(Math.round) as [
    number,
    number,
  ];
  const stepMicros = greatestCommonDivisor(everyMicros, periodMicros);
  const steps = periodMicros / stepMicros;
  return (intervalMs * 1000) % stepMicros === 0 && steps <= windowSeconds * arrivals.ratePerSecond;
}

/**
 * Whether the waits of short polling are spread evenly over its period, by chance or by many
 * subscribers out of step.
 */
export function waitsAreEven(conditions: TrialConditions, periodMs: number): boolean {
  const { load, clientWorkers } = conditions;
  if (load.arrivals.kind === 'poisson') return true;
  const { phases, intervalMs = periodMs } = load.transports['short-polling'] ?? {};
  // Each worker spreads its own subscribers over the interval.
  if (phases === 'together' || load.subscribers / clientWorkers < ENOUGH_PHASES) return false;
  return periodMs === intervalMs || coverPeriod(conditions, intervalMs, periodMs);
}
