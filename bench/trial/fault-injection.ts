import { type Fault, needsCable } from '../../scenarios/load/fault.ts';
import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';
import { waitUntil } from '../meters/window.ts';
import type { ServerLoad } from '../processes/reports.ts';
import { brokerOutage } from './broker-outage.ts';
import { type FaultTarget, reportCleared } from './fault-target.ts';
import { release } from './release.ts';
import type { FaultTimes } from './reports.ts';
import { restart } from './restart.ts';
import { summedServerLoads } from './summed-server-loads.ts';
import { latest, withRole } from './trial-processes.ts';

/** The faults that leave the servers running. */
type Injected = Exclude<Fault, { kind: 'restart' | 'release' }>;

/** Causes a fault, and clears it if it lasts. */
async function cause(fault: Injected, faultMicros: MonotonicMicros, target: FaultTarget): Promise<void> {
  const { processes, cable, signal } = target;
  if (fault.kind === 'broker') return brokerOutage(fault, faultMicros, target);
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
  if (needsCable(fault) && !cable) {
    throw new Error(`a fault of kind ${fault.kind} needs the isolated network`);
  }
  await waitUntil(window.fromMicros + fault.atSeconds * 1e6, signal);
  const faultMicros = nowMicros();
  await cause(fault, faultMicros, target);
  const clearedMicros = 'forSeconds' in fault ? nowMicros() : faultMicros;
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
  if (fault?.kind === 'release') return release(fault, target);
  const { window, processes, timeoutMs } = target;
  const measuring = withRole(processes, 'server').map(({ child }) => {
    child.send({ type: 'measure', window });
    return child.expect('measured', timeoutMs);
  });
  const injecting = fault ? injectAndClear(fault, target) : null;
  // If a server fails meanwhile, the fault must be cleared all the same.
  if (injecting) target.awaitAtEnd(injecting);
  const [measured, times] = await Promise.all([Promise.all(measuring), injecting]);
  return { load: summedServerLoads(measured.map(({ load }) => load)), times };
}
