import type { Run } from '../../results/format/run.ts';
import { ACROSS_BROWSERS_CLAIM } from './across-browsers.ts';
import { ASKING_CLAIM } from './asking.ts';
import { BINARY_CLAIM } from './binary.ts';
import { CLOSING_CLAIM } from './closing.ts';
import { CODE_COMPLEXITY_CLAIM } from './code-complexity.ts';
import type { Complexity } from './code-size.ts';
import { CONNECT_TIME_CLAIM } from './connect-time.ts';
import { CONNECTION_CLAIMS } from './connections.ts';
import { COPING_CLAIM } from './coping.ts';
import { DUPLEX_CLAIM } from './duplex.ts';
import { ECONOMY_CLAIM } from './economy.ts';
import { OVERHEAD_CLAIM } from './overhead.ts';
import { PERSISTENCE_CLAIM } from './persistence.ts';
import { POLLING_LATENCY_CLAIM } from './polling-latency.ts';
import { POLLING_LOAD_CLAIM } from './polling-load.ts';
import { REAL_TIME_CLAIM } from './real-time.ts';
import { ROUND_TRIP_CLAIMS } from './round-trip.ts';
import { SECURITY_CLAIM } from './security.ts';
import { SIX_CONNECTIONS_CLAIM } from './six-connections.ts';
import { START_TIME_CLAIM } from './start-time.ts';
import { USES_CLAIM } from './uses.ts';
import type { Claim, ClaimVerdict, Judgement } from './verdict.ts';

export type { ClaimFigure, ClaimVerdict } from './verdict.ts';

const number = ({ id }: Claim) => Number(id.slice(1));

/** Every claim, in the order of their numbers. */
const CLAIMS: readonly Claim[] = [
  ...CONNECTION_CLAIMS,
  ASKING_CLAIM,
  POLLING_LATENCY_CLAIM,
  POLLING_LOAD_CLAIM,
  CODE_COMPLEXITY_CLAIM,
  DUPLEX_CLAIM,
  PERSISTENCE_CLAIM,
  COPING_CLAIM,
  REAL_TIME_CLAIM,
  BINARY_CLAIM,
  CONNECT_TIME_CLAIM,
  START_TIME_CLAIM,
  ...ROUND_TRIP_CLAIMS,
  CLOSING_CLAIM,
  SECURITY_CLAIM,
  ACROSS_BROWSERS_CLAIM,
  SIX_CONNECTIONS_CLAIM,
  ECONOMY_CLAIM,
  USES_CLAIM,
  OVERHEAD_CLAIM,
].toSorted((a, b) => number(a) - number(b));

/**
 * Says of a claim that is not measured that the points of its scenarios over a path do not count;
 * other judgements stay as they are.
 */
function withoutPaths({ scenarios }: Run, id: string, judgement: Judgement): Judgement {
  const isOver = scenarios.some(
    ({ claims, points }) => claims.includes(id) && points.some(({ load }) => load.path),
  );
  if (judgement.verdict !== 'not measured' || !isOver) return judgement;
  return {
    ...judgement,
    because: `${judgement.because} Its points over an emulated path do not count here.`,
  };
}

/**
 * A run's verdict on each claim commonly made of these transports, in the order C1 to C22. Each has
 * the condition under which it holds, the values it rests on, and the reason in a few sentences.
 * All of it is computed, nothing is written by hand. A point decides if all blocks, or the 95%
 * interval of the ratios within blocks, lie beyond the band of practical equality. Points over an
 * emulated path stand apart, and count only for the claims that distance may change.
 *
 * `complexity` is the count of this repository's code, null if it was not counted.
 */
export function claimsOf(run: Run, complexity: Complexity | null): ClaimVerdict[] {
  return CLAIMS.map(({ id, claim, judge }) => ({
    id,
    claim,
    ...withoutPaths(run, id, judge(run, complexity)),
  }));
}
