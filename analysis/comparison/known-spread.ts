import type { Transport } from '../../scenarios/load/transport.ts';
import { KNOWN_SPREADS } from './known-spreads.ts';
import { pairKindOf, valueKindOf } from './pair-kinds.ts';
import { type Spread, type SpreadKind, spreadIn } from './session-spread.ts';

/** Where something was measured. */
export interface MeasuredAt {
  /** Null where no session of the scenario was recorded like this: over TLS, compressed. */
  scenario: string | null;
  /** Whether an emulated path lay between server and clients. */
  isOverPath: boolean;
}

const LATENCIES: readonly string[] = ['p50', 'p99'];

/**
 * No recorded session has a point over a path. Its latency is that of the path, not that of the
 * machine, so the recorded spread of latency says nothing of it. CPU and bytes are still those of
 * the machine: they have the widest spread that any scenario shows.
 */
function spreadAt(measureId: string, kind: SpreadKind, { scenario, isOverPath }: MeasuredAt): Spread | null {
  if (!isOverPath) return spreadIn(KNOWN_SPREADS, measureId, kind, scenario);
  return LATENCIES.includes(measureId) ? null : spreadIn(KNOWN_SPREADS, measureId, kind, null);
}

/**
 * The spread that recorded sessions show for a measure and a pair of transports in a scenario; null
 * where none is recorded, for latency over a path, and for a transport against itself: the session
 * does the same to both.
 */
export function knownSpread(
  measureId: string,
  subject: Transport,
  baseline: Transport,
  at: MeasuredAt,
): Spread | null {
  if (subject === baseline) return null;
  return spreadAt(measureId, pairKindOf(subject, baseline), at);
}

/** The spread of the values of one transport between sessions; null where none is recorded. */
export const knownValueSpread = (measureId: string, transport: Transport, at: MeasuredAt): Spread | null =>
  spreadAt(measureId, valueKindOf(transport), at);
