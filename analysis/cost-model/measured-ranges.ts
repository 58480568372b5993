import type { TestedTransport } from '../../scenarios/load/transport.ts';
import { inputsOf, type RangeName } from './inputs.ts';
import type { Range, TransportCostModel } from './model.ts';
import type { Observation } from './observations.ts';

const rangeOf = (values: readonly number[]): Range => ({
  least: Math.min(...values),
  most: Math.max(...values),
});

/** The ranges of the inputs of a transport over some cells. */
export function measuredRanges(
  transport: TestedTransport,
  cells: readonly Observation[],
): Pick<TransportCostModel, 'measured' | 'measuredEventsPerUserHour' | 'measuredPollIntervalMs'> {
  const inputs = cells.map(({ predictors, point }) =>
    inputsOf(transport, predictors, point.load.payloadBytes),
  );
  const names = Object.keys(inputs[0] ?? {}) as RangeName[];
  const measured = Object.fromEntries(names.map(name => [name, rangeOf(inputs.map(one => one[name]))]));
  const events = cells.map(
    ({ predictors: { deliveriesPerSecond, subscribers } }) => (3600 * deliveriesPerSecond) / subscribers,
  );
  const intervalsMs = cells.flatMap(({ point }) => {
    const options = point.load.transports[transport];
    return options && 'intervalMs' in options ? [options.intervalMs] : [];
  });
  return {
    measured: measured as TransportCostModel['measured'],
    measuredEventsPerUserHour: rangeOf(events),
    measuredPollIntervalMs: intervalsMs.length === 0 ? null : rangeOf(intervalsMs),
  };
}
