import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { madeRun, madeScenario, madeTrial } from './run.ts';

/** A run of a trace of 60 events to 10 of 120 subscribers each, at 10,080 times its speed. */
export function replayed(change: (trial: MeasuredTrial) => void = () => {}): Run {
  const scenario = madeScenario('trace', 1);
  const [point] = scenario.points;
  if (!point) throw new Error('a made-up scenario has a point');
  point.load = {
    ...point.load,
    subscribers: 120,
    audience: { kind: 'trace' },
    arrivals: { kind: 'trace', file: 'quakes.ndjson', speed: 10_080 },
  };
  const trial = madeTrial({ scenario: 'trace', point: point.id, transport: 'sse', block: 0 });
  trial.windowMs = 2200;
  trial.deliveries.expected = 600;
  trial.generator.publishedInWindow = 60;
  trial.bandwidth.payloadBytes = 88_610;
  change(trial);
  return madeRun([scenario], [trial]);
}
