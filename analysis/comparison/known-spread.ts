import type { Transport } from '../../scenarios/load/transport.ts';
import { KNOWN_SPREADS } from './known-spreads.ts';
import { pairKindOf, valueKindOf } from './pair-kinds.ts';
import { type Spread, spreadIn } from './session-spread.ts';

/**
 * The spread that recorded sessions show for a measure and a pair of transports in a scenario; null
 * where none is recorded, and for a transport against itself: the session does the same to both.
 */
export function knownSpread(
  measureId: string,
  subject: Transport,
  baseline: Transport,
  scenario: string,
): Spread | null {
  if (subject === baseline) return null;
  return spreadIn(KNOWN_SPREADS, measureId, pairKindOf(subject, baseline), scenario);
}

/** The spread of the values of one transport between sessions; null where none is recorded. */
export const knownValueSpread = (measureId: string, transport: Transport, scenario: string): Spread | null =>
  spreadIn(KNOWN_SPREADS, measureId, valueKindOf(transport), scenario);
