import { nowMicros } from '../../../scenarios/load/notification.ts';
import type { Direction } from './direction.ts';
import type { Tap } from './taps.ts';

/** One way from tap to tap, on which each frame stays for as long as the direction says. */
export interface Line {
  /** Takes what waits in the first tap, and passes on what is due. Returns when the next is due. */
  relay(): number;
  /** Continues with another direction; what is under way is dropped. */
  follow(direction: Direction): void;
}

/** What a line reports of each frame, in µs. */
export interface LineObserver {
  /** How long the path holds a frame, as decided when it came. */
  taken(delayMicros: number): void;
  /**
   * How much later than due it left, with the time that it waited in the tap: at most since the tap
   * was last seen empty and the relay woke up.
   */
  passed(lateMicros: number): void;
}

/** A tap is read this often before what is due leaves. */
const MOST_AT_ONCE = 64;
/** The list of frames is shortened when this many have left it. */
const SHORTEN_AFTER = 4096;

/** A line between two taps. Throws if the kernel refuses a frame. */
export function line(from: Tap, to: Tap, first: Direction, observer: LineObserver): Line {
  let current = first;
  let waiting: { dueMicros: number; queuedMicros: number; frame: Buffer }[] = [];
  let head = 0;
  let wasEmpty = true;
  let sinceMicros = 0;

  function take(): void {
    if (wasEmpty) sinceMicros = nowMicros();
    wasEmpty = false;
    for (let count = 0; count < MOST_AT_ONCE; count++) {
      const frame = from.read();
      if (frame === null) {
        wasEmpty = true;
        return;
      }
      const atMicros = nowMicros();
      const dueMicros = current.admit(atMicros, frame.length);
      if (dueMicros === null) continue;
      observer.taken(dueMicros - atMicros);
      waiting.push({ dueMicros, queuedMicros: atMicros - sinceMicros, frame });
    }
  }

  function pass(): void {
    for (let next = waiting[head]; next; next = waiting[head]) {
      const now = nowMicros();
      if (next.dueMicros > now) break;
      if (!to.write(next.frame)) throw new Error('the kernel refused a frame');
      observer.passed(now - next.dueMicros + next.queuedMicros);
      head++;
    }
    if (head === waiting.length || head > SHORTEN_AFTER) {
      waiting = waiting.slice(head);
      head = 0;
    }
  }

  return {
    relay() {
      take();
      pass();
      return waiting[head]?.dueMicros ?? Number.POSITIVE_INFINITY;
    },
    follow(direction) {
      current = direction;
      waiting = [];
      head = 0;
    },
  };
}
