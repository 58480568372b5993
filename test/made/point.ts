import { viewPoint } from '../../report/model/point.ts';
import type { Trial } from '../../results/format/trial.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { type Made, madeRun, madeScenario, madeTrial } from './run.ts';

/** Where the trials of a made-up point stand. */
export const place = (transport: Transport, block = 0) => ({ scenario: 's', point: 'p0', transport, block });

/** One valid trial of it. */
export const trial = (transport: Transport, made: Partial<Made> = {}, block = 0) =>
  madeTrial(place(transport, block), made);

/** The point as the report sees it. */
export function viewOf(trials: Trial[]) {
  const scenario = madeScenario('s', 3);
  const [point] = scenario.points;
  if (!point) throw new Error('a made-up scenario has a point');
  return viewPoint(madeRun([scenario], trials), scenario, point);
}

/** Its transports, without those that were not tried. */
export const tried = (trials: Trial[]) =>
  viewOf(trials).transports.filter(figures => figures.trials.length > 0);
