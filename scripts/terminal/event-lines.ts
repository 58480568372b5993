import type { Observer, ServerEvent } from '../../servers/observation/events.ts';
import { eventLine, lineOf } from './event-line.ts';
import { createEventTally } from './event-tally.ts';
import { timeOfDay } from './time-of-day.ts';

/** More events of one kind within a second are summed up in one line. */
export const MOST_LINES_PER_SECOND = 10;

export interface EventLines {
  observe: Observer;
  /** Ends a second: prints the sum of it, if there is one. */
  endSecond(): void;
}

/**
 * Prints a line for each event. Of a kind that is too frequent, it sums up the rest of the second,
 * and all of each further second until one is below the limit again. `nowMs` is the wall clock.
 */
export function eventLines(print: (line: string) => void, nowMs: () => number = Date.now): EventLines {
  const counts = new Map<ServerEvent['kind'], number>();
  let frequent = new Set<ServerEvent['kind']>();
  let tally = createEventTally();

  return {
    observe(event) {
      const count = (counts.get(event.kind) ?? 0) + 1;
      counts.set(event.kind, count);
      if (count > MOST_LINES_PER_SECOND || frequent.has(event.kind)) tally.add(event);
      else print(eventLine(event, timeOfDay(nowMs())));
    },

    endSecond() {
      const text = tally.text();
      if (text !== '') print(lineOf(timeOfDay(nowMs()), 'in 1 s', text));
      frequent = new Set(
        [...counts].filter(([, count]) => count > MOST_LINES_PER_SECOND).map(([kind]) => kind),
      );
      counts.clear();
      tally = createEventTally();
    },
  };
}
