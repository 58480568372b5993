import type { TrialFigures } from '../../results/format/trial.ts';
import type { Check } from './check.ts';

/** Server and clients count what they do between the same two moments; apart by more than this share of the window, figures
 * made of both (bytes and CPU a delivery) are off by as much. */
const MAX_EDGE_SHARE = 0.03;
/** What others may take of the machine, in % of the window. */
const MAX_OTHERS_PERCENT = 10;

/** Whether the counters were read in time, and the machine was ours. */
export function machineChecks({ windowMs, server, generator, machine }: TrialFigures): Check[] {
  const edge = (id: string, who: string, lateMs: number): Check => ({
    id,
    measured: lateMs,
    bound: MAX_EDGE_SHARE * windowMs,
    unit: 'ms',
    reason: `${who} read its counters ${lateMs.toFixed(0)} ms late, over ${100 * MAX_EDGE_SHARE}% of the window`,
  });
  const others = (id: string, percent: number, whose: string): Check => ({
    id,
    measured: percent,
    bound: MAX_OTHERS_PERCENT,
    unit: '%',
    reason: `${whose} ${percent.toFixed(0)}% of the window, over ${MAX_OTHERS_PERCENT}%`,
  });
  return [
    edge('server-counters', 'the server', server.counterReadDelayMs),
    edge('client-counters', 'a client worker', generator.counterReadDelayMs),
    ...(machine
      ? [
          others('steal', machine.stealPercent, 'the hypervisor took'),
          others('others-server', machine.otherCpuPercent.server, 'others used the server’s cores for'),
          others('others-clients', machine.otherCpuPercent.clients, 'others used the clients’ cores for'),
        ]
      : []),
  ];
}
