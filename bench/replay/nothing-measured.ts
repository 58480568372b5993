import { replayTimes } from '../../scenarios/load/schedule.ts';
import type { TraceEvent } from '../../scenarios/load/trace.ts';
import type { Pace, PresetTime } from './pace.ts';
import type { ReplayedPart } from './replayed-part.ts';

const figure = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/**
 * Why nothing of a replay would be measured, in one line with what would be right; null if
 * something is. `other` is a speed at which something is, if there is one.
 */
export function nothingMeasured(
  events: readonly TraceEvent[],
  part: ReplayedPart,
  { speed, windowSeconds }: Pace,
  { warmUpSeconds }: Pick<PresetTime, 'warmUpSeconds'>,
  other: () => { speed: number } | null,
): string | null {
  if (part.measured > 0) return null;
  const lastMicros = (some: readonly TraceEvent[]) => replayTimes(some, speed).at(-1) ?? 0;
  const window = `between second ${warmUpSeconds} (end of warm-up) and ${warmUpSeconds + windowSeconds}`;
  if (lastMicros(part.events) >= warmUpSeconds * 1e6) {
    return `no subscriber follows a topic that has an event ${window}; choose more --subscribers`;
  }
  const fitting = other()?.speed;
  return (
    `it has no event ${window}: at speed ${speed} it lasts ${figure.format(lastMicros(events) / 1e6)} s; ` +
    `${fitting === undefined ? 'choose another --speed' : `--speed ${fitting} fits`}`
  );
}
