import type { Fault } from '../../scenarios/load/fault.ts';
import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';
import type { ServerLoad } from '../processes/reports.ts';
import { type AroundFault, type FaultTarget, reportCleared } from './fault-target.ts';
import { joinedServerLoads } from './server-loads.ts';
import { summedServerLoads } from './summed-server-loads.ts';
import { type ServerProcess, withRole } from './trial-processes.ts';

/** A server that was replaced: what both spent, once the window is over. */
interface Replaced {
  /** With the CPU that the second one took from then on until it was measured. */
  spent: Promise<{ load: ServerLoad; startCpuMicros: number }>;
  clearedMicros: MonotonicMicros;
}

/** Two servers of one port: the second stands by until the first has ended. */
interface Pair {
  first: ServerProcess['child'];
  second: ServerProcess['child'];
  /** What the second took to start. */
  startCpuMicros: number;
}

/** Ends the first of two servers at a time, and has the second listen. Resolves when it does. */
async function replace(
  { first, second, startCpuMicros }: Pair,
  endAt: MonotonicMicros,
  drains: boolean,
  { window, timeoutMs }: FaultTarget,
): Promise<Replaced> {
  first.send({ type: 'measure', window: { ...window, toMicros: endAt } });
  const { load: before } = await first.expect('measured', timeoutMs);
  if (drains) {
    first.send({ type: 'close' });
    await first.expect('closed', timeoutMs);
    await first.stop();
  } else await first.kill();
  second.send({ type: 'listen' });
  await second.expect('ready', timeoutMs);
  const clearedMicros = nowMicros();
  second.send({ type: 'measure', window: { ...window, fromMicros: clearedMicros } });
  const offsetMs = (clearedMicros - window.fromMicros) / 1000;
  const spent = second.expect('measured', timeoutMs).then(({ load: after }) => ({
    load: joinedServerLoads(before, after, offsetMs),
    startCpuMicros: after.cpuMicrosBefore - startCpuMicros,
  }));
  spent.catch(() => {}); // Awaited when all are replaced.
  return { spent, clearedMicros };
}

/** The servers that are replaced, each with the one that stands by for it. */
function pairsOf(servers: readonly ServerProcess[], successorCpuMicros: readonly number[]): Pair[] {
  const count = successorCpuMicros.length;
  const [firsts, seconds] = [servers.slice(-2 * count, -count), servers.slice(-count)];
  return firsts.map(({ child }, index) => ({
    first: child,
    second: (seconds[index] as ServerProcess).child,
    startCpuMicros: successorCpuMicros[index] as number,
  }));
}

/** Replaces all servers but the publisher's, one after the other. */
export async function release(
  { atSeconds, everySeconds, drains }: Extract<Fault, { kind: 'release' }>,
  target: FaultTarget,
): Promise<AroundFault> {
  const { window, processes, successorCpuMicros, timeoutMs } = target;
  const servers = withRole(processes, 'server');
  const [ofPublisher] = servers;
  if (!ofPublisher) throw new Error('the trial has no server');
  ofPublisher.child.send({ type: 'measure', window });
  const publisherLoad = ofPublisher.child.expect('measured', timeoutMs);
  publisherLoad.catch(() => {}); // Awaited below.
  const faultMicros = window.fromMicros + atSeconds * 1e6;
  const replaced = await Promise.all(
    pairsOf(servers, successorCpuMicros).map((pair, at) =>
      replace(pair, faultMicros + at * everySeconds * 1e6, drains, target),
    ),
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
