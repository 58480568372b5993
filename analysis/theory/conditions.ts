import type { THEORY_QUANTITIES } from '../../results/format/gate-and-theory.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Codec } from '../models/codec.ts';
import type { Weighted } from '../models/quantiles.ts';
import type { FixedSchedule } from '../models/short-polling.ts';

/**
 * The inputs of a trial's prediction: its load, and values that no model contains, measured
 * separately from the outcome.
 */
export interface TrialConditions {
  load: Load;
  seed: number;
  warmUpSeconds: number;
  windowSeconds: number;
  /**
   * d in ms: the mean latency over tcp-floor with one subscriber, measured before the run, and over
   * the trial's own path if it has one; null if it was not.
   */
  transitMs: number | null;
  /** Size in DER of the certificate that the server shows over TLS; null without TLS. */
  certificateBytes: number | null;
  /** The address of the server, as in the clients' `Host` header. */
  target: { host: string; port: number };
  /** The processes among which the subscribers are divided. */
  clientWorkers: number;
  /** From the first subscriber's connection to the start of the schedule. */
  connectingSeconds: number;
  /** CPU in µs; null if there were no deliveries or requests. */
  serverMicrosPerDelivery: number | null;
  serverMicrosPerRequest: number | null;
  clientMicrosPerDelivery: number | null;
  /** Compresses as the server does; a load that is compressed has no prediction without it. */
  codec?: Codec | undefined;
}

/** The values that the models predict for a trial; others are left out. */
export type Prediction = Partial<Record<(typeof THEORY_QUANTITIES)[number], number>> & {
  /** The latency of each delivery, without the jitter of its last way. */
  latencies?: readonly Weighted[];
  /** Short polling, where its latency is spread evenly. */
  even?: FixedSchedule;
};

/** The measured window, in ms from the start of the schedule. */
export function windowOf({ warmUpSeconds, windowSeconds }: TrialConditions): {
  fromMs: number;
  toMs: number;
} {
  const fromMs = warmUpSeconds * 1000;
  return { fromMs, toMs: fromMs + windowSeconds * 1000 };
}
