import type { Environment } from '../../results/format/environment.ts';
import type { Load } from '../../scenarios/load/load.ts';

/** What the bounds depend on besides the trial's own values. */
export interface GateContext {
  hiccups: Environment['hiccups'];
  /** Most deliveries due at one moment to one client worker. */
  largestBatchPerWorker: number;
  load: Pick<
    Load,
    | 'arrivals'
    | 'senders'
    | 'visits'
    | 'requests'
    | 'fault'
    | 'stalledShare'
    | 'overload'
    | 'browser'
    | 'path'
    | 'topology'
  >;
  /** What the calibration of the load's path did not recover. */
  pathFaults?: readonly string[];
}

/** One check, and the reason to report when it fails. */
export interface Check {
  id: string;
  measured: number;
  /** The largest value that passes. */
  bound: number;
  unit: string;
  reason: string;
}

/** A check whose only passing value is 0. */
export const none = (id: string, measured: number, unit: string, reason: string): Check => ({
  id,
  measured,
  bound: 0,
  unit,
  reason,
});
