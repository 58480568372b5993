import type { Gate } from '../../results/format/gate-and-theory.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import { isMeasured, type PointView } from './point.ts';

/** The result of one gate over the trials of a point. */
export interface GateView {
  id: string;
  /**
   * Of the trial that was nearest to its bound or furthest beyond it. A bound may depend on the
   * trial's own values.
   */
  worst: Gate;
  worstTrial: MeasuredTrial;
  checked: number;
  failed: number;
}

/** All gates of a point, failed ones first, and how many trials passed. */
export interface GatesView {
  /** Trials that were measured, including repeated attempts. */
  measured: number;
  failed: number;
  brokenOff: number;
  gates: GateView[];
}

/** A gate's value as a share of its bound; the value itself where the bound is 0. */
const reach = ({ measured, bound }: Gate): number => (bound > 0 ? measured / bound : measured);

const hasFailed = (trial: MeasuredTrial): boolean =>
  trial.status === 'invalid' || trial.gates.some(gate => !gate.passed);

function viewOf(id: string, results: { gate: Gate; trial: MeasuredTrial }[]): GateView {
  const worst = results.reduce((most, one) => (reach(one.gate) > reach(most.gate) ? one : most));
  return {
    id,
    worst: worst.gate,
    worstTrial: worst.trial,
    checked: results.length,
    failed: results.filter(({ gate }) => !gate.passed).length,
  };
}

/** The gates over every trial of a point, including references and repeated attempts. */
export function gatesOf({ transports }: PointView): GatesView {
  const trials: Trial[] = transports.flatMap(figures => figures.trials);
  const measured = trials.filter(isMeasured);
  const results = measured.flatMap(trial => trial.gates.map(gate => ({ gate, trial })));
  const gates = [...Map.groupBy(results, ({ gate }) => gate.id)].map(([id, own]) => viewOf(id, own));
  return {
    measured: measured.length,
    failed: measured.filter(hasFailed).length,
    brokenOff: trials.length - measured.length,
    gates: gates.toSorted((a, b) => Number(b.failed > 0) - Number(a.failed > 0)),
  };
}
