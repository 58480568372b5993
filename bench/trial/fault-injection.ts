import type { Fault } from '../../scenarios/load/fault.ts';
import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';
import { type Window, waitUntil } from '../meters/window.ts';
import type { Network } from '../network/network.ts';
import type { FeedPipe } from '../processes/feed-pipe.ts';
import type { ServerLoad } from '../processes/reports.ts';
import type { FaultTimes } from './reports.ts';
import { joinedServerLoads } from './server-loads.ts';
import { summedServerLoads } from './summed-server-loads.ts';
import {
  type FeedOfBefore,
  latest,
  type ServerProcess,
  type TrialProcess,
  withRole,
} from './trial-processes.ts';

/** What a fault may change in a running trial. */
export interface FaultTarget {
  window: Window;
  processes: readonly TrialProcess[];
  pipe: FeedPipe;
  cable: Network['cable'];
  /** The epoch of the server's feed. */
  epoch: string;
  /** Starts a server on the same port that gets the feed back. */
  startSuccessor(before: FeedOfBefore): ServerProcess['child'];
  timeoutMs: number;
  /** Aborts when the trial is over: the fault is cleared at once, and no other follows. */
  signal: AbortSignal;
}

/**
 * Kills the server and starts a successor. The server is metered until the kill, the successor from
 * when it listens.
 */
async function restart(
  { atSeconds, forSeconds }: Extract<Fault, { kind: 'restart' }>,
  { window, processes, pipe, epoch, startSuccessor, timeoutMs, signal }: FaultTarget,
): Promise<{ load: ServerLoad; times: FaultTimes }> {
  const [server, publisher] = [latest(processes, 'server'), latest(processes, 'publisher')];
  const killAt = window.fromMicros + atSeconds * 1e6;
  server.send({ type: 'measure', window: { ...window, toMicros: killAt } });
  const { load: first } = await server.expect('measured', timeoutMs);
  await server.kill();
  const faultMicros = nowMicros();
  publisher.send({ type: 'hold' });
  await publisher.expect('held', timeoutMs);
  pipe.empty();
  await waitUntil(killAt + forSeconds * 1e6, signal);
  publisher.send({ type: 'refill' });
  const { lines } = await publisher.expect('refilling', timeoutMs);
  const successor = startSuccessor({ refill: lines, epoch });
  await successor.expect('ready', timeoutMs);
  const clearedMicros = nowMicros();
  successor.send({ type: 'measure', window: { ...window, fromMicros: clearedMicros } });
  reportCleared(processes, { faultMicros, clearedMicros });
  const { load: second } = await successor.expect('measured', timeoutMs);
  const offsetMs = (clearedMicros - window.fromMicros) / 1000;
  const times = {
    faultMicros,
    clearedMicros,
    isAnnounced: true,
    startCpuMicros: second.cpuMicrosBefore,
  };
  return { load: joinedServerLoads(first, second, offsetMs), times };
}

function reportCleared(
  processes: FaultTarget['processes'],
  { faultMicros, clearedMicros }: Pick<FaultTimes, 'faultMicros' | 'clearedMicros'>,
): void {
  for (const { child } of withRole(processes, 'client')) {
    child.send({ type: 'fault-cleared', faultMicros, clearedMicros });
  }
}

/** The faults that last until they are cleared, and those of a moment. */
type Injected = Exclude<Fault, { kind: 'restart' }>;

/** Causes a fault, and clears it if it lasts. */
async function cause(fault: Injected, faultMicros: MonotonicMicros, target: FaultTarget): Promise<void> {
  const { processes, cable, signal } = target;
  if (fault.kind === 'disconnect') return latest(processes, 'server').send({ type: 'disconnect' });
  if (fault.kind === 'address') {
    await cable?.changeAddress();
    // All connections of before are dead now.
    return latest(processes, 'server').send({ type: 'watch-open' });
  }
  try {
    await cable?.cut();
    await waitUntil(faultMicros + fault.forSeconds * 1e6, signal);
  } finally {
    await cable?.restore();
  }
}

/** Where a load says so, the clients' system tells them some time after a change of address. */
async function tell(
  fault: Injected,
  faultMicros: MonotonicMicros,
  { processes, signal }: FaultTarget,
): Promise<void> {
  if (fault.kind !== 'address' || fault.toldAfterSeconds === undefined) return;
  await waitUntil(faultMicros + fault.toldAfterSeconds * 1e6, signal);
  for (const { child } of withRole(processes, 'client')) child.send({ type: 'address-told' });
}

async function injectAndClear(fault: Injected, target: FaultTarget): Promise<FaultTimes> {
  const { window, processes, cable, signal } = target;
  if (fault.kind !== 'disconnect' && !cable) {
    throw new Error(`a fault of kind ${fault.kind} needs a cable, which only the isolated network has`);
  }
  await waitUntil(window.fromMicros + fault.atSeconds * 1e6, signal);
  const faultMicros = nowMicros();
  await cause(fault, faultMicros, target);
  const clearedMicros = fault.kind === 'cut' ? nowMicros() : faultMicros;
  reportCleared(processes, { faultMicros, clearedMicros });
  await tell(fault, faultMicros, target);
  return { faultMicros, clearedMicros, isAnnounced: fault.kind === 'disconnect', startCpuMicros: 0 };
}

/** Meters the servers over the window, and injects the fault of the load, if it has one. */
export async function measureServer(
  fault: Fault | undefined,
  target: FaultTarget,
): Promise<{ load: ServerLoad; times: FaultTimes | null }> {
  if (fault?.kind === 'restart') return restart(fault, target);
  const { window, processes, timeoutMs } = target;
  const measuring = withRole(processes, 'server').map(({ child }) => {
    child.send({ type: 'measure', window });
    return child.expect('measured', timeoutMs);
  });
  const [measured, times] = await Promise.all([
    Promise.all(measuring),
    fault ? injectAndClear(fault, target) : null,
  ]);
  return { load: summedServerLoads(measured.map(({ load }) => load)), times };
}
