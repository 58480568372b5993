import type { Arrivals } from './arrivals.ts';
import type { Load } from './load.ts';
import type { Path } from './path.ts';
import { rateInWords } from './path-words.ts';

/** Notifications or visits a second in all; null for a trace, which has its own times. */
function totalPerSecond(arrivals: Arrivals): number | null {
  switch (arrivals.kind) {
    case 'periodic':
    case 'poisson':
      return arrivals.ratePerSecond;
    case 'burst':
      return arrivals.size / arrivals.everySeconds;
    case 'none':
      return 0;
    case 'trace':
      return null;
  }
}

/** How many subscribers get each notification. */
export function recipientsOf({ audience, subscribers }: Load): number {
  switch (audience.kind) {
    case 'shared':
      return subscribers;
    case 'rooms':
      return audience.size;
    case 'own':
    case 'trace':
      return 1;
  }
}

/**
 * The payloads of all deliveries in kbit a second, on the way to the clients and from them, without
 * envelope, headers and framing. Null for a trace, which has its own payloads.
 */
export function payloadKbitPerSecond(load: Load): { down: number; up: number } | null {
  const total = totalPerSecond(load.arrivals);
  if (total === null) return null;
  const kbitPerSecond = (total * load.payloadBytes * 8) / 1000;
  if (load.visits) return { down: kbitPerSecond * load.visits.backlog, up: 0 };
  const reading = 1 - (load.stalledShare ?? 0);
  return { down: kbitPerSecond * recipientsOf(load) * reading, up: load.senders ? kbitPerSecond : 0 };
}

/** Why the bandwidth of a path cannot carry so many payloads, one clause each; none if it can. */
export function narrowFaults(path: Path, needed: { down: number; up: number }): string[] {
  const limits = { down: path.downKbitPerSecond, up: path.upKbitPerSecond };
  return (['down', 'up'] as const).flatMap(way => {
    const limit = limits[way];
    if (limit === undefined || needed[way] <= limit) return [];
    return [
      `its payloads alone take ${rateInWords(needed[way])} ${way}, and the path has ${rateInWords(limit)}; ` +
        'take a wider path or a smaller load',
    ];
  });
}

/**
 * The same of a load and its own path. A load that may exceed the server's capacity begins within
 * that of its path: a search has nothing to find otherwise. None for a trace, which must be read.
 */
export function bandwidthFaults(load: Load): string[] {
  const needed = payloadKbitPerSecond(load);
  return load.path === undefined || needed === null ? [] : narrowFaults(load.path, needed);
}
