import { afterAll, beforeAll } from 'vitest';
import { KNOWN_SPREADS } from '../../analysis/comparison/known-spreads.ts';

/**
 * Takes the runs of a test file by themselves, as if no spread between sessions were recorded: the
 * intervals of made-up runs then do not change with every recorded session.
 */
export function withoutKnownSpreads(): void {
  const kept = { ...KNOWN_SPREADS };
  beforeAll(() => {
    for (const metric of Object.keys(KNOWN_SPREADS)) delete KNOWN_SPREADS[metric];
  });
  afterAll(() => void Object.assign(KNOWN_SPREADS, kept));
}
