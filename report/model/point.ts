import type { Run, RunPoint, RunScenario } from '../../results/format/run.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import { TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { figuresOf, type TransportFigures } from './figures.ts';

/** The results of one point: its transports in the order of TRANSPORTS. */
export interface PointView {
  scenario: RunScenario;
  point: RunPoint;
  transports: TransportFigures[];
}

/** Whether a trial has measurements, valid or not. */
export const isMeasured = (trial: Trial): trial is MeasuredTrial => trial.status !== 'error';

/** The trials of one point in a run, in the order in which they ran. */
function trialsOf(run: Run, scenario: RunScenario, point: RunPoint): Trial[] {
  return run.trials.filter(trial => trial.scenario === scenario.id && trial.point === point.id);
}

/** The values of every transport that a point names or that was tried at it. */
export function viewPoint(run: Run, scenario: RunScenario, point: RunPoint): PointView {
  const trials = trialsOf(run, scenario, point);
  const tried = (transport: Transport) =>
    transport in point.load.transports || trials.some(trial => trial.transport === transport);
  const ofTransport = (transport: Transport) => trials.filter(trial => trial.transport === transport);
  const floor = ofTransport('tcp-floor');
  return {
    scenario,
    point,
    transports: TRANSPORTS.filter(tried).map(transport =>
      figuresOf(transport, ofTransport(transport), floor, point.load.subscribers),
    ),
  };
}
