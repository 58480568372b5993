import type { Environment } from '../../results/format/environment.ts';
import type { Load } from '../../scenarios/load/load.ts';

/** What the bounds depend on besides the trial's own figures. */
export interface GateContext {
  hiccups: Environment['hiccups'];
  /** The most deliveries that fall due at one moment to one client worker. */
  largestBatchPerWorker: number;
  load: Pick<
    Load,
    'arrivals' | 'senders' | 'visits' | 'requests' | 'fault' | 'stalledShare' | 'overload' | 'browser'
  >;
}

/** One check, and the sentence that is the reason when it fails. */
export interface Check {
  id: string;
  measured: number;
  /** The largest value that passes. */
  bound: number;
  unit: string;
  reason: string;
}

/** A fault that must not occur at all. */
export const none = (id: string, measured: number, unit: string, reason: string): Check => ({
  id,
  measured,
  bound: 0,
  unit,
  reason,
});
