import type { RecordedSession } from '../../results/format/recorded-session.ts';
import { SHARED_PART } from '../statistics/random-effects.ts';

/**
 * Sessions of one kind of processor, of which each begins so soon after the one before, are of one
 * occasion: their ratios of CPU differ by 29%, those of other days by 41% (docs/methodology.md).
 */
const OCCASION_MS = 1.5 * 3_600_000;

type Known = Pick<RecordedSession, 'processor' | 'startedAt'>;

/** How many sessions each occasion has, in the order in which they began. */
export function occasionSizes(sessions: readonly Known[]): number[] {
  const sizes: number[] = [];
  const last = new Map<string, { occasion: number; atMs: number }>();
  const inOrder = sessions
    .map(({ processor, startedAt }) => ({ processor, atMs: Date.parse(startedAt) }))
    .toSorted((a, b) => a.atMs - b.atMs);
  for (const { processor, atMs } of inOrder) {
    const before = last.get(processor);
    const isNew = before === undefined || atMs - before.atMs > OCCASION_MS;
    const occasion = isNew ? sizes.length : before.occasion;
    sizes[occasion] = (sizes[occasion] ?? 0) + 1;
    last.set(processor, { occasion, atMs });
  }
  return sizes;
}

/**
 * How many independent sessions tell as much about their spread as these do: of the n of one
 * occasion, n / (1 + (n − 1) ρ), where ρ is the part of the variance that they share (Kish's design
 * effect: Survey Sampling, 1965, section 5.4).
 */
export const effectiveSessions = (sessions: readonly Known[]): number =>
  occasionSizes(sessions).reduce((sum, size) => sum + size / (1 + (size - 1) * SHARED_PART), 0);
