import type { Fault } from '../../scenarios/load/fault.ts';
import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';
import type { ServerLoad } from '../processes/reports.ts';
import { type AroundFault, type FaultTarget, reportCleared } from './fault-target.ts';
import { joinedServerLoads } from './server-loads.ts';
import { summedServerLoads } from './summed-server-loads.ts';
import { type ServerProcess, withRole } from './trial-processes.ts';

/** A server that was replaced: what both spent, once the window is over. */
interface Replaced {
  /** With the CPU that the second one took to start. */
  spent: Promise<{ load: ServerLoad; startCpuMicros: number }>;
  clearedMicros: MonotonicMicros;
}

/** Ends the server `index` at a time, and starts its successor. Resolves when that listens. */
async function replace(
  index: number,
  endAt: MonotonicMicros,
  drains: boolean,
  { window, processes, startSuccessor, timeoutMs, signal }: FaultTarget,
): Promise<Replaced> {
  const { child } = withRole(processes, 'server')[index] as ServerProcess;
  child.send({ type: 'measure', window: { ...window, toMicros: endAt } });
  const { load: first } = await child.expect('measured', timeoutMs);
  if (drains) {
    child.send({ type: 'close' });
    await child.expect('closed', timeoutMs);
    await child.stop();
  } else await child.kill();
  signal.throwIfAborted();
  const successor = startSuccessor(index);
  await successor.expect('ready', timeoutMs);
  const clearedMicros = nowMicros();
  successor.send({ type: 'measure', window: { ...window, fromMicros: clearedMicros } });
  const offsetMs = (clearedMicros - window.fromMicros) / 1000;
  const spent = successor.expect('measured', timeoutMs).then(({ load: second }) => ({
    load: joinedServerLoads(first, second, offsetMs),
    startCpuMicros: second.cpuMicrosBefore,
  }));
  spent.catch(() => {}); // Awaited when all are replaced.
  return { spent, clearedMicros };
}

/** Replaces all servers but the publisher's, one after the other. */
export async function release(
  { atSeconds, everySeconds, drains }: Extract<Fault, { kind: 'release' }>,
  target: FaultTarget,
): Promise<AroundFault> {
  const { window, processes, timeoutMs } = target;
  const [ofPublisher, ...behind] = withRole(processes, 'server');
  if (!ofPublisher) throw new Error('the trial has no server');
  ofPublisher.child.send({ type: 'measure', window });
  const publisherLoad = ofPublisher.child.expect('measured', timeoutMs);
  publisherLoad.catch(() => {}); // Awaited below.
  const faultMicros = window.fromMicros + atSeconds * 1e6;
  const replaced = await Promise.all(
    behind.map((_, at) => replace(at + 1, faultMicros + at * everySeconds * 1e6, drains, target)),
  );
  const clearedMicros = Math.max(...replaced.map(one => one.clearedMicros));
  reportCleared(processes, { faultMicros, clearedMicros });
  const spent = await Promise.all(replaced.map(one => one.spent));
  return {
    load: summedServerLoads([(await publisherLoad).load, ...spent.map(({ load }) => load)]),
    times: {
      faultMicros,
      clearedMicros,
      isAnnounced: true,
      startCpuMicros: spent.reduce((sum, one) => sum + one.startCpuMicros, 0),
    },
  };
}
