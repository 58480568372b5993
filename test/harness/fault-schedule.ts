import { seededRandom } from '../../scenarios/load/seeded-random.ts';
import type { Directions } from './faulty-link.ts';

/**
 * Whom the schedules are run on: the topics that the subscribers follow, each over a link of its
 * own.
 */
export const FOLLOWED = ['shared', 'shared', 'own'] as const;

/** One thing that happens; `links` are places in FOLLOWED. */
export type Step =
  /** `padBytes` is added to each payload. */
  | { kind: 'publish'; topic: string; count: number; padBytes: number }
  | { kind: 'pause'; ms: number }
  /** After so many bytes more down: in the middle of a head, an event, a frame, a character. */
  | { kind: 'reset'; links: number[]; afterBytes: number }
  | { kind: 'half-open'; links: number[]; swallows: Directions }
  | { kind: 'stall'; links: number[] }
  | { kind: 'heal'; links: number[] }
  /**
   * `killed` resets every connection, `closed` ends them in order. What is published until the
   * start waits for it.
   */
  | { kind: 'stop'; how: 'killed' | 'closed' }
  | { kind: 'start' };

const STEPS = { least: 10, most: 24 };
/**
 * More than the kernel takes for a reader that has stopped, so that the server feels it. Once a
 * schedule, for it costs most of the time.
 */
const FLOOD = { count: 90, padBytes: 60_000 };
const MAX_PAUSE_MS = 120;
const EVERY_LINK = FOLLOWED.map((_, link) => link);
const SWALLOWS: Directions[] = [
  { up: true, down: true },
  { up: true, down: false },
  { up: false, down: true },
];

/**
 * A random schedule, the same for the same seed. It may leave the server down and links in fault:
 * whoever runs it heals them.
 */
export function faultSchedule(seed: number): Step[] {
  const random = seededRandom(seed);
  const upTo = (limit: number) => Math.floor(random() * limit);
  const oneOf = <T>(items: readonly T[]) => items[upTo(items.length)] as T;
  const someLinks = () => oneOf([EVERY_LINK, ...EVERY_LINK.map(link => [link])]);
  const inFault = new Set<number>();
  let isUp = true;
  let stalledTopic: string | undefined;
  let hasFlood = false;

  function publish(): Step {
    if (stalledTopic && isUp && !hasFlood && random() < 0.2) {
      hasFlood = true;
      return { kind: 'publish', topic: stalledTopic, ...FLOOD };
    }
    return { kind: 'publish', topic: oneOf(FOLLOWED), count: 1 + upTo(12), padBytes: oneOf([0, 20, 700]) };
  }

  function pause(): Step {
    return { kind: 'pause', ms: upTo(MAX_PAUSE_MS) };
  }

  function reset(): Step {
    return { kind: 'reset', links: someLinks(), afterBytes: oneOf([0, 1 + upTo(2000)]) };
  }

  function halfOpen(): Step {
    const links = someLinks();
    for (const link of links) inFault.add(link);
    return { kind: 'half-open', links, swallows: oneOf(SWALLOWS) };
  }

  function stall(): Step {
    const links = someLinks();
    for (const link of links) inFault.add(link);
    stalledTopic = FOLLOWED[oneOf(links)];
    return { kind: 'stall', links };
  }

  function heal(): Step {
    if (inFault.size === 0) return publish();
    const links = [...inFault];
    inFault.clear();
    stalledTopic = undefined;
    return { kind: 'heal', links };
  }

  function stopOrStart(): Step {
    isUp = !isUp;
    return isUp ? { kind: 'start' } : { kind: 'stop', how: oneOf(['killed', 'closed']) };
  }

  const kinds = [publish, publish, publish, pause, pause, reset, halfOpen, stall, heal, stopOrStart];
  return Array.from({ length: STEPS.least + upTo(STEPS.most - STEPS.least + 1) }, () => oneOf(kinds)());
}

/** A line for each step. */
export function describeSteps(steps: readonly Step[]): string {
  return steps.map((step, number) => `  ${number}: ${JSON.stringify(step)}`).join('\n');
}
