import type { Fault } from '../../scenarios/load/fault.ts';
import type { MonotonicMicros } from '../../scenarios/load/notification.ts';
import { waitUntil } from '../meters/window.ts';
import type { PartChange } from '../processes/messages.ts';
import type { FaultTarget } from './fault-target.ts';
import { latest } from './trial-processes.ts';

/** Takes the broker away from the servers for a while. */
export async function brokerOutage(
  { how, forSeconds }: Extract<Fault, { kind: 'broker' }>,
  faultMicros: MonotonicMicros,
  { processes, cable, brokerHost, timeoutMs, signal }: FaultTarget,
): Promise<void> {
  const broker = latest(processes, 'broker');
  const tell = async (change: PartChange) => {
    broker.send({ type: 'change', change });
    await broker.expect('changed', timeoutMs);
  };
  const steps: Record<typeof how, [begin: () => unknown, end: () => unknown]> = {
    paused: [() => tell('pause'), () => tell('resume')],
    killed: [() => tell('kill'), () => tell('start')],
    cut: [() => cable?.cutOff(brokerHost), () => cable?.rejoin()],
  };
  const [begin, end] = steps[how];
  await begin();
  try {
    await waitUntil(faultMicros + forSeconds * 1e6, signal);
  } finally {
    await end();
  }
}
