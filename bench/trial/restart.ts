import type { Fault } from '../../scenarios/load/fault.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { waitUntil } from '../meters/window.ts';
import { type AroundFault, type FaultTarget, reportCleared } from './fault-target.ts';
import { joinedServerLoads } from './server-loads.ts';
import { latest } from './trial-processes.ts';

/**
 * Kills the server and starts a successor. The server is metered until the kill, the successor from
 * when it listens.
 */
export async function restart(
  { atSeconds, forSeconds }: Extract<Fault, { kind: 'restart' }>,
  { window, processes, pipe, epoch, startSuccessor, timeoutMs, signal }: FaultTarget,
): Promise<AroundFault> {
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
