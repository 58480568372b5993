import { validOf } from '../../analysis/comparison/transports.ts';
import type { Run, RunPoint } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { isTested } from '../../scenarios/load/transport.ts';
import type { PlanInput } from './controls.ts';

/** The numbers of a trace that a run replayed, at the speed of the trace itself. */
export interface TraceNumbers {
  /** Its file. */
  name: string;
  input: Pick<PlanInput, 'subscribers' | 'eventsPerUserHour' | 'subscribersPerEvent' | 'payloadBytes'>;
}

const MS_PER_HOUR = 3_600_000;

/** To three significant digits: more say nothing of a window. */
const rounded = (value: number): number => Number(value.toPrecision(3));

/**
 * The numbers of one replay. Its window of w ms at speed v covers w · v ms of the trace, so a
 * subscriber gets expected / subscribers / (w · v / 3.6e6) events per hour of the trace. An event
 * goes to expected / published subscribers, and has payload bytes / expected bytes.
 */
function numbersOf({ load }: RunPoint, trial: MeasuredTrial): TraceNumbers | null {
  const { arrivals, subscribers } = load;
  const { expected } = trial.deliveries;
  const { publishedInWindow } = trial.generator;
  if (arrivals.kind !== 'trace' || expected === 0 || publishedInWindow === 0) return null;
  const hours = (trial.windowMs * arrivals.speed) / MS_PER_HOUR;
  return {
    name: arrivals.file,
    input: {
      subscribers,
      eventsPerUserHour: rounded(expected / subscribers / hours),
      subscribersPerEvent: rounded(Math.max(1, expected / publishedInWindow)),
      payloadBytes: Math.round(trial.bandwidth.payloadBytes / expected),
    },
  };
}

/** The numbers of each trace that a run replayed in a valid trial, each trace once. */
export function tracesOf(run: Run): TraceNumbers[] {
  const traces = run.scenarios.flatMap(({ id, points }) =>
    points.flatMap(point => {
      if (point.load.arrivals.kind !== 'trace') return [];
      const own = run.trials.filter(
        one => one.scenario === id && one.point === point.id && isTested(one.transport),
      );
      const [trial] = validOf(own);
      return trial ? (numbersOf(point, trial) ?? []) : [];
    }),
  );
  return [...Map.groupBy(traces, ({ name }) => name).values()].flatMap(([first]) => first ?? []);
}
