import { supports } from '../../analysis/statistics/paired-ratios.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { PHASES, type PhaseId } from '../../results/format/trial-extras.ts';
import type { TransportFigures } from './figures.ts';
import { type Spread, spreadOver } from './spread.ts';

/** How long one phase took, over the valid trials of a transport. */
export interface PhaseFigures {
  id: PhaseId;
  /** The means of the phases add up to the mean of the whole; percentiles do not. */
  meanMs: Spread;
  p50Ms: Spread | null;
  /** Null where no trial has enough samples. */
  p99Ms: Spread | null;
}

/** The phases that one transport has, in their order. */
export interface PhasesView {
  transport: TransportFigures['transport'];
  phases: PhaseFigures[];
}

function phaseOf(valid: readonly MeasuredTrial[], id: PhaseId): PhaseFigures[] {
  const latencyOf = (trial: MeasuredTrial) => trial.phases?.find(phase => phase.id === id)?.latencyMs ?? null;
  const percentile = (quantile: number, pick: 'p50' | 'p99') =>
    spreadOver(valid, trial => {
      const latency = latencyOf(trial);
      return latency && supports(latency.count, quantile) ? latency[pick] : null;
    });
  const meanMs = spreadOver(valid, trial => latencyOf(trial)?.mean ?? null);
  return meanMs ? [{ id, meanMs, p50Ms: percentile(0.5, 'p50'), p99Ms: percentile(0.99, 'p99') }] : [];
}

/** The phases of every transport that has some. */
export function phasesOf(transports: readonly TransportFigures[]): PhasesView[] {
  return transports
    .map(({ transport, valid }) => ({ transport, phases: PHASES.flatMap(id => phaseOf(valid, id)) }))
    .filter(({ phases }) => phases.length > 0);
}

/** The mean of one phase in ms; null where a transport does not have it. */
export const meanMsOf = ({ phases }: PhasesView, id: PhaseId): number | null =>
  phases.find(phase => phase.id === id)?.meanMs.value ?? null;
