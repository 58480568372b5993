import { ACROSS_BROWSERS_CLAIM } from './claims/across-browsers.ts';
import { ASKING_CLAIM } from './claims/asking.ts';
import { BINARY_CLAIM } from './claims/binary.ts';
import { BROKEN_CONNECTION_CLAIMS } from './claims/broken-connections.ts';
import { CLOSING_CLAIM } from './claims/closing.ts';
import { CODE_COMPLEXITY_CLAIM } from './claims/code-complexity.ts';
import { CONNECT_TIME_CLAIM } from './claims/connect-time.ts';
import { CONNECTION_CLAIMS } from './claims/connections.ts';
import { DUPLEX_CLAIM } from './claims/duplex.ts';
import { ECONOMY_CLAIM } from './claims/economy.ts';
import { OVERHEAD_CLAIM } from './claims/overhead.ts';
import { POLLING_LATENCY_CLAIM } from './claims/polling-latency.ts';
import { POLLING_LOAD_CLAIM } from './claims/polling-load.ts';
import { REAL_TIME_CLAIM } from './claims/real-time.ts';
import { ROUND_TRIP_CLAIMS } from './claims/round-trip.ts';
import { SIX_CONNECTIONS_CLAIM } from './claims/six-connections.ts';
import { START_TIME_CLAIM } from './claims/start-time.ts';
import { UNMEASURED_CLAIMS } from './claims/unmeasured.ts';
import { USES_CLAIM } from './claims/uses.ts';
import type { Claim, ClaimVerdict } from './claims/verdict.ts';
import type { Complexity } from './complexity.ts';
import type { Run } from './results.ts';

export type { ClaimFigure, ClaimVerdict } from './claims/verdict.ts';

const number = ({ id }: Claim) => Number(id.slice(1));

/** Every claim, from C1 on. */
const CLAIMS: readonly Claim[] = [
  ...CONNECTION_CLAIMS,
  ASKING_CLAIM,
  POLLING_LATENCY_CLAIM,
  POLLING_LOAD_CLAIM,
  CODE_COMPLEXITY_CLAIM,
  DUPLEX_CLAIM,
  ...BROKEN_CONNECTION_CLAIMS,
  REAL_TIME_CLAIM,
  BINARY_CLAIM,
  CONNECT_TIME_CLAIM,
  START_TIME_CLAIM,
  ...ROUND_TRIP_CLAIMS,
  CLOSING_CLAIM,
  ...UNMEASURED_CLAIMS,
  ACROSS_BROWSERS_CLAIM,
  SIX_CONNECTIONS_CLAIM,
  ECONOMY_CLAIM,
  USES_CLAIM,
  OVERHEAD_CLAIM,
].toSorted((a, b) => number(a) - number(b));

/**
 * What a run says of each claim that is commonly made of these transports, in the order C1 to C22: a verdict, the condition under
 * which it holds, the figures that it rests on, and in a sentence or two why. Nothing in it is written by hand: a verdict is spoken
 * where all blocks, or the 95% interval of the ratios within blocks, lie beyond the band of practical equality. `complexity` is the
 * count of this repository's code, null where it was not made.
 */
export function claimsOf(run: Run, complexity: Complexity | null): ClaimVerdict[] {
  return CLAIMS.map(({ id, claim, judge }) => ({ id, claim, ...judge(run, complexity) }));
}
