import type { Gate } from '../../results/format/gate-and-theory.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import { isMeasured, type PointView } from './point.ts';

/** What one gate said of the trials of a point. */
export interface GateView {
  id: string;
  /** Of the trial that went furthest towards or beyond its bound; a bound may depend on the trial's own figures. */
  worst: Gate;
  worstTrial: MeasuredTrial;
  checked: number;
  failed: number;
}

/** All gates of a point, those that some trial failed first, and how its trials came out. */
export interface GatesView {
  /** Trials that were measured, every attempt counted. */
  measured: number;
  failed: number;
  brokenOff: number;
  gates: GateView[];
}

/** How far a gate's figure went towards its bound; where nothing is allowed, how much there was. */
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

/** What the gates said of every trial of a point, references and attempts that were repeated included. */
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
