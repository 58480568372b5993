import type { MonotonicMicros } from '../../scenarios/load/notification.ts';
import type { MachineLoad } from '../meters/machine-meter.ts';
import type { Window } from '../meters/window.ts';
import type { PublisherReport, ServerLoad, UsersReport } from '../processes/reports.ts';
import type { Expectation } from '../publisher/expectation.ts';

/** Everything that the processes of a trial reported. */
export interface Reports {
  server: ServerLoad;
  workers: UsersReport[];
  publisher: PublisherReport;
  machine: MachineLoad | null;
  /** Whether each side has cores of its own. */
  pinned: boolean;
  expectation: Pick<Expectation, 'payloadBytes' | 'scheduled'>;
  subscribers: number;
  window: Window;
  /** null where nothing was broken on purpose. */
  fault: FaultTimes | null;
}

/** When something was broken on purpose, and from when on nothing was in the way any more. */
export interface FaultTimes {
  faultMicros: MonotonicMicros;
  clearedMicros: MonotonicMicros;
  /** CPU that a successor took to start, within the window and yet in no figure of the server. */
  startCpuMicros: number;
}
