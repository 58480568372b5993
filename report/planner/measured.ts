import type { CostModel, Range } from '../../analysis/cost-model/model.ts';
import { isPush } from '../../scenarios/load/transport.ts';
import { given, integer } from '../text/format.ts';
import type { InputName } from './controls.ts';
import { known, ofEach } from './of-each.ts';
import { modelsOf } from './plan.ts';

const whole = ({ least, most }: Range): string =>
  least === most ? integer(most) : `${integer(least)}–${integer(most)}`;

/** Two digits: how many events fell into a window is chance, and differs between transports. */
const rounded = (value: number): string => given(Number(value.toPrecision(2)));
const roundedRange = ({ least, most }: Range): string => `${rounded(least)}–${rounded(most)}`;

const hint = (before: string, text: string | null, after = ''): string | null =>
  text === null ? null : `${before}${text}${after}`;

/**
 * The range of each number that the run measured, in words, for each transport where they differ;
 * none for a price.
 */
export function measuredInputs(model: CostModel): Partial<Record<InputName, string>> {
  const models = modelsOf(model);
  const pushed = models.filter(({ transport }) => isPush(transport));
  const polled = models.filter(one => one.measuredPollIntervalMs !== null);
  const carried = ofEach(models, ({ carried: own }) =>
    hint('', known(own.subscribers), own.areIdle ? ' idle' : ''),
  );
  const hints: Partial<Record<InputName, string | null>> = {
    subscribers: hint(
      'in one process CPU of ',
      ofEach(models, ({ measured }) => whole(measured.subscribers)),
      hint('; carried at least ', carried) ?? '',
    ),
    eventsPerUserHour: hint(
      '',
      ofEach(models, one => roundedRange(one.measuredEventsPerUserHour)),
    ),
    subscribersPerEvent: `1${
      hint(
        ', and in one process up to ',
        ofEach(models, ({ shared }) => known(shared?.mostSubscribers ?? null)),
      ) ?? ''
    }`,
    payloadBytes: hint(
      '',
      ofEach(models, ({ measured }) => `${whole(measured.payloadBytes)} B`),
    ),
    acceptableMs: hint(
      'poll intervals of ',
      ofEach(polled, ({ measuredPollIntervalMs: own }) => own && `${given(own.least)}–${given(own.most)} ms`),
    ),
    heartbeatSeconds: hint(
      'up to ',
      ofEach(pushed, ({ measured }) => integer(measured.heartbeatsPerSecond.most)),
      ' heartbeats per second',
    ),
    cores: 'one server process',
  };
  return Object.fromEntries(Object.entries(hints).filter(([, text]) => text !== null));
}
