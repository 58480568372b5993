import type { BrokerFigures, ProxyFigures } from '../../results/format/deployed-parts.ts';
import type { MonotonicMicros } from '../../scenarios/load/notification.ts';
import type { MachineLoad } from '../meters/machine-meter.ts';
import type { Window } from '../meters/window.ts';
import type { EmulatedPath } from '../network/emulated.ts';
import type { PartLoad, PublisherReport, ServerLoad, UsersReport } from '../processes/reports.ts';
import type { Expectation } from '../publisher/expectation.ts';

/** All reports of a trial's processes. */
export interface Reports {
  server: ServerLoad;
  /** What the proxy in front of the server spent; null without one. */
  proxy: (PartLoad & Pick<ProxyFigures, 'program' | 'version'>) | null;
  /** The same of the broker behind it. */
  broker: (PartLoad & Pick<BrokerFigures, 'program' | 'version'>) | null;
  workers: UsersReport[];
  publisher: PublisherReport;
  machine: MachineLoad | null;
  /** What the emulated path did; null without one. */
  path: Awaited<ReturnType<EmulatedPath['measure']>> | null;
  /** Whether server and clients each have cores of their own. */
  pinned: boolean;
  expectation: Pick<Expectation, 'payloadBytes' | 'scheduled'>;
  subscribers: number;
  window: Window;
  /** null if no fault was injected. */
  fault: FaultTimes | null;
}

/** When a fault was injected, and when it was cleared. */
export interface FaultTimes {
  faultMicros: MonotonicMicros;
  clearedMicros: MonotonicMicros;
  /** Whether the fault itself ends connections, so that both sides know at once. */
  isAnnounced: boolean;
  /**
   * CPU time that a successor took to start. It is within the window and in none of the server's
   * values.
   */
  startCpuMicros: number;
}
