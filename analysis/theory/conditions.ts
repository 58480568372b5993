import type { THEORY_QUANTITIES } from '../../results/format/gate-and-theory.ts';
import type { Load } from '../../scenarios/load/load.ts';

/** What a trial's prediction rests on: its load, and figures that no model knows and that are measured apart from the outcome. */
export interface TrialConditions {
  load: Load;
  seed: number;
  warmUpSeconds: number;
  windowSeconds: number;
  /** d in ms: the mean latency over tcp-floor with one subscriber, measured before the run; null where it was not. */
  transitMs: number | null;
  /** Where the server listens, as the clients' `Host` header has it. */
  target: { host: string; port: number };
  /** Processes among which the subscribers are dealt out. */
  clientWorkers: number;
  /** From the first subscriber's connecting to the start of the schedule. */
  connectingSeconds: number;
  /** CPU in µs; null where nothing was delivered or asked for. */
  serverMicrosPerDelivery: number | null;
  serverMicrosPerRequest: number | null;
  clientMicrosPerDelivery: number | null;
}

/** What the models expect of a trial; what they cannot know is left out. */
export type Prediction = Partial<Record<(typeof THEORY_QUANTITIES)[number], number>>;

/** The measured window, in ms from the start of the schedule. */
export function windowOf({ warmUpSeconds, windowSeconds }: TrialConditions): {
  fromMs: number;
  toMs: number;
} {
  const fromMs = warmUpSeconds * 1000;
  return { fromMs, toMs: fromMs + windowSeconds * 1000 };
}

/** The mean; null of nothing. */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
