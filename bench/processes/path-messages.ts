import type { DirectionCounts, PathFigures } from '../../results/format/path.ts';
import type { Path } from '../../scenarios/load/path.ts';
import type { Window } from '../meters/window.ts';

/** Configuration of the relay: the names of the taps that it makes, server's and clients'. */
export interface RelayConfig {
  taps: [server: string, clients: string];
}

/** What one direction did since the path was set, or since the last count. */
export interface RelayedDirection extends DirectionCounts {
  /** Mean and standard deviation of the time for which it held a frame, as the path says. */
  delayMs: number;
  spreadMs: number;
}

/** From the bench to the relay. */
export type ToRelay =
  /** Continues as this path; what is under way is dropped, and a window ends unmeasured. */
  | { type: 'path'; path: Path; seed: number }
  /** Drops every frame from now on, or no longer. */
  | { type: 'cut'; isCut: boolean }
  | { type: 'count' }
  | { type: 'measure'; window: Window }
  | { type: 'stop' };
/** From the relay to the bench. */
export type FromRelay =
  | { type: 'ready' }
  | { type: 'set' }
  | { type: 'cut-set' }
  | { type: 'counted'; down: RelayedDirection; up: RelayedDirection }
  | { type: 'measured'; window: Window; figures: PathFigures; cpuMicros: number }
  /** Never sent: waiting for it is waiting for a failure. */
  | { type: 'never' }
  | { type: 'failed'; reason: string };

/** Configuration of a process that sends and receives packets at one end of a path. */
export interface ProbeConfig {
  /** Address to bind. */
  host: string;
}

/** Packets of one stream as they arrived. */
export interface Arrivals {
  count: number;
  /** One way, from the moment of sending: mean and standard deviation; 0 without arrivals. */
  delayMs: number;
  spreadMs: number;
  /** From the first arrival to the last. */
  durationMs: number;
}

/** From the bench to a probe. */
export type ToProbe =
  /** Sends packets of this many bytes of UDP payload, each `everyMicros`. */
  | { type: 'send'; host: string; port: number; packets: number; everyMicros: number; bytes: number }
  /** Reports what arrived since the last report. */
  | { type: 'report' }
  | { type: 'stop' };
/** From a probe to the bench. */
export type FromProbe =
  | { type: 'ready'; port: number }
  | { type: 'sent' }
  | { type: 'reported'; arrivals: Arrivals }
  | { type: 'failed'; reason: string };
