import type { Preset } from '../../scenarios/scenario.ts';
import type { Transport } from '../../scenarios/transport.ts';
import { isContestant } from '../transports.ts';
import type { Figures } from './figures.ts';
import type { PointView } from './point.ts';
import type { Spread } from './spread.ts';

/** What contestants are compared by; less is better in all of them. */
export interface Metric {
  id: string;
  title: string;
  unit: string;
  of(figures: Figures): Spread | null;
}

export const METRICS: Metric[] = [
  { id: 'p50', title: 'Median latency', unit: 'ms', of: figures => figures.latency.fromSchedule.p50 },
  { id: 'p99', title: 'p99 latency', unit: 'ms', of: figures => figures.latency.fromSchedule.p99 },
  { id: 'cpu', title: 'Server CPU per delivery', unit: 'µs', of: figures => figures.cpuMicrosPerDelivery },
  { id: 'bytes', title: 'Bytes per delivery', unit: 'B', of: figures => figures.bytesPerDelivery },
];

export interface Entry {
  transport: Transport;
  spread: Spread;
}

/** Who had the least of a metric at a point, entries least first. `without`: contestants that have no figure. */
export type Outcome = { without: Transport[] } & (
  | { kind: 'lowest'; winner: Entry; others: Entry[] }
  | { kind: 'unresolved'; tied: Entry[]; others: Entry[] }
  | { kind: 'not-compared'; reason: string; entries: Entry[] }
);

/** Differences smaller than this are no difference in practice. */
export const PRACTICAL_EQUALITY = 0.05;

const separated = (low: Entry, high: Entry): boolean =>
  high.spread.min > low.spread.max * (1 + PRACTICAL_EQUALITY);

/** Names a winner only where its whole range over blocks lies below every other contestant's. */
export function contest(view: PointView, metric: Metric, preset: Preset): Outcome {
  const entries: Entry[] = [];
  const without: Transport[] = [];
  let tried = false;
  for (const figures of view.transports) {
    if (!isContestant(figures.transport)) continue;
    tried ||= figures.valid.length > 0;
    const spread = metric.of(figures);
    if (spread) entries.push({ transport: figures.transport, spread });
    else without.push(figures.transport);
  }
  entries.sort((a, b) => a.spread.value - b.spread.value);
  const [first, ...rest] = entries;
  const notCompared = (reason: string): Outcome => ({ kind: 'not-compared', reason, entries, without });
  if (!first) return notCompared(tried ? 'too few deliveries in each trial to tell' : 'no valid trial');
  if (preset === 'smoke') return notCompared('a smoke run is no measurement');
  if (rest.length === 0) {
    return notCompared(
      without.length > 0 ? 'no other contestant has a figure' : 'no other contestant was tried',
    );
  }
  if (entries.some(entry => entry.spread.blocks < 2)) {
    return notCompared('a contestant has only one block, so that its spread is unknown');
  }
  const tied = rest.filter(entry => !separated(first, entry));
  const others = rest.filter(entry => separated(first, entry));
  if (tied.length === 0) return { kind: 'lowest', winner: first, others, without };
  return { kind: 'unresolved', tied: [first, ...tied], others, without };
}
