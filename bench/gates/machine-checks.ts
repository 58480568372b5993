import type { TrialFigures } from '../../results/format/trial.ts';
import type { Check } from './check.ts';

/**
 * Server and clients read their counters at the same two moments. A difference above this share of
 * the window falsifies values made of both (bytes and CPU per delivery) by as much.
 */
const MAX_READ_DELAY_SHARE = 0.03;
/** What other processes may take of the machine, in % of the window. */
const MAX_OTHERS_PERCENT = 10;

/** Checks that the counters were read in time and that the machine was free of other work. */
export function machineChecks({ windowMs, server, generator, machine }: TrialFigures): Check[] {
  const readDelay = (id: string, reader: string, lateMs: number): Check => ({
    id,
    measured: lateMs,
    bound: MAX_READ_DELAY_SHARE * windowMs,
    unit: 'ms',
    reason: `${reader} read its counters ${lateMs.toFixed(0)} ms late, over ${100 * MAX_READ_DELAY_SHARE}% of the window`,
  });
  const otherWork = (id: string, percent: number, whatUsed: string): Check => ({
    id,
    measured: percent,
    bound: MAX_OTHERS_PERCENT,
    unit: '%',
    reason: `${whatUsed} ${percent.toFixed(0)}% of the window, over ${MAX_OTHERS_PERCENT}%`,
  });
  return [
    readDelay('server-counters', 'the server', server.counterReadDelayMs),
    readDelay('client-counters', 'a client worker', generator.counterReadDelayMs),
    ...(machine
      ? [
          otherWork('steal', machine.stealPercent, 'the hypervisor took'),
          otherWork(
            'others-server',
            machine.otherCpuPercent.server,
            'other processes used the server’s cores for',
          ),
          otherWork(
            'others-clients',
            machine.otherCpuPercent.clients,
            'other processes used the clients’ cores for',
          ),
        ]
      : []),
  ];
}
