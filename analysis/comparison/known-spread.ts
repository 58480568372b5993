import type { Transport } from '../../scenarios/load/transport.ts';
import { KNOWN_SPREADS } from './known-spreads.ts';
import { pairKindOf, type Spread } from './pair-kinds.ts';

/**
 * The spread that recorded sessions show for a measure and a pair of transports; null where none is
 * recorded, and for a transport against itself: the session does the same to both.
 */
export function knownSpread(measureId: string, subject: Transport, baseline: Transport): Spread | null {
  if (subject === baseline) return null;
  return KNOWN_SPREADS[measureId]?.[pairKindOf(subject, baseline)] ?? null;
}
