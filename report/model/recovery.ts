import { attempts } from '../../analysis/claims/losses.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { TransportFigures } from './figures.ts';
import { type Spread, spreadOver } from './spread.ts';

type Recovery = NonNullable<MeasuredTrial['recovery']>;

/**
 * How the subscribers of one transport recovered from a fault: medians over blocks, counts over
 * every attempt, valid or not.
 */
export interface RecoveryView {
  transport: TransportFigures['transport'];
  faultAtMs: Spread;
  clearedAtMs: Spread;
  /** From the fault until it was cleared. */
  brokenMs: Spread;
  affected: number;
  recovered: number;
  /** From the loss of a connection until it was served again; null where none was lost. */
  reconnectedP50Ms: Spread | null;
  reconnectedMaxMs: Spread | null;
  caughtUpP50Ms: Spread | null;
  caughtUpMaxMs: Spread | null;
  missing: number;
  duplicate: number;
  connections: Spread | null;
  peakConnectionsPerSecond: Spread | null;
}

function viewOf({ transport, valid, trials: all }: TransportFigures): RecoveryView[] {
  const trials = valid.filter(trial => trial.recovery !== null);
  const tried = attempts(all).filter(trial => trial.recovery !== null);
  const each = (pick: (recovery: Recovery) => number | null) =>
    spreadOver(trials, ({ recovery }) => recovery && pick(recovery));
  const sum = (pick: (trial: MeasuredTrial) => number) =>
    tried.reduce((total, trial) => total + pick(trial), 0);
  const [faultAtMs, clearedAtMs] = [each(one => one.faultAtMs), each(one => one.clearedAtMs)];
  const brokenMs = each(one => one.clearedAtMs - one.faultAtMs);
  if (!faultAtMs || !clearedAtMs || !brokenMs) return [];
  return [
    {
      transport,
      faultAtMs,
      clearedAtMs,
      brokenMs,
      affected: sum(({ recovery }) => recovery?.affected ?? 0),
      recovered: sum(({ recovery }) => recovery?.recovered ?? 0),
      reconnectedP50Ms: each(one => one.reconnectedMs?.p50 ?? null),
      reconnectedMaxMs: each(one => one.reconnectedMs?.max ?? null),
      caughtUpP50Ms: each(one => one.sinceClearedMs?.p50 ?? null),
      caughtUpMaxMs: each(one => one.sinceClearedMs?.max ?? null),
      missing: sum(({ deliveries }) => deliveries.missing + deliveries.outsideWindow.missing),
      duplicate: sum(({ deliveries }) => deliveries.duplicate + deliveries.outsideWindow.duplicate),
      connections: each(one => one.connections),
      peakConnectionsPerSecond: each(one => one.peakConnectionsPerSecond),
    },
  ];
}

/**
 * How each transport recovered from a deliberate fault; transports without a valid trial are left
 * out.
 */
export const recoveriesOf = (transports: readonly TransportFigures[]): RecoveryView[] =>
  transports.flatMap(viewOf);
