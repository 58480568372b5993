import type { CostModel, Range } from '../../analysis/cost-model/model.ts';
import { isPush } from '../../scenarios/load/transport.ts';
import { given, integer, range } from '../text/format.ts';
import type { InputName } from './controls.ts';
import { modelsOf } from './plan.ts';

/** The range that all of some ranges cover; null without one. */
function common(ranges: readonly (Range | null)[]): Range | null {
  const known = ranges.filter(one => one !== null);
  if (known.length === 0) return null;
  return {
    least: Math.max(...known.map(({ least }) => least)),
    most: Math.min(...known.map(({ most }) => most)),
  };
}

const whole = ({ least, most }: Range): string =>
  least === most ? integer(most) : `${integer(least)}–${integer(most)}`;

/** The range of each number that the run measured, in words; none for a price. */
export function measuredInputs(model: CostModel): Partial<Record<InputName, string>> {
  const models = modelsOf(model);
  const subscribers = common(models.map(({ measured }) => measured.subscribers));
  const carried = models.flatMap(one => one.carried.subscribers ?? []);
  const events = common(models.map(one => one.measuredEventsPerUserHour));
  const heartbeats = common(
    models.filter(one => isPush(one.transport)).map(({ measured }) => measured.heartbeatsPerSecond),
  );
  const payload = common(models.map(({ measured }) => measured.payloadBytes));
  const shared = models.flatMap(one => one.shared ?? []);
  const most = carried.length === 0 ? null : Math.min(...carried);
  const intervals = common(models.map(one => one.measuredPollIntervalMs));
  return {
    ...(subscribers && {
      subscribers: `Measured in one process: CPU of ${whole(subscribers)}${most === null ? '' : `; carried up to ${integer(most)}`}`,
    }),
    ...(events && { eventsPerUserHour: `Measured: ${range(events.least, events.most)}` }),
    subscribersPerEvent:
      shared.length === 0
        ? 'Measured: 1'
        : `Measured: 1, and up to ${integer(Math.min(...shared.map(one => one.mostSubscribers)))} in one process`,
    ...(payload && { payloadBytes: `Measured: ${whole(payload)} B` }),
    ...(intervals && {
      acceptableMs: `Measured: poll intervals of ${given(intervals.least)}–${given(intervals.most)} ms`,
    }),
    ...(heartbeats && {
      heartbeatSeconds: `Measured: up to ${integer(heartbeats.most)} heartbeats per second`,
    }),
    cores: 'Measured: one server process',
  };
}
