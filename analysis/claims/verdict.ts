import type { Run } from '../../results/format/run.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { Complexity } from './code-size.ts';

/** A value that a verdict rests on. */
export interface ClaimFigure {
  label: string;
  value: number;
  unit: string;
  /**
   * For a ratio, its 95% interval; for anything else, the range over the blocks. Null if unknown.
   */
  lower: number | null;
  upper: number | null;
  scenario: string;
  point: string;
  transport: Transport | null;
}

export interface ClaimVerdict {
  id: string;
  /** The claim in our own words. */
  claim: string;
  verdict: 'holds' | 'holds if' | 'refuted' | 'not measured';
  /** The measured condition, if the verdict is `holds if`. */
  condition: string | null;
  because: string;
  figures: ClaimFigure[];
  /** What the run would need, if the verdict is `not measured`. */
  missing: string | null;
}

export type Judgement = Omit<ClaimVerdict, 'id' | 'claim'>;

export interface Claim {
  id: string;
  claim: string;
  judge(run: Run, complexity: Complexity | null): Judgement;
}

export const holds = (because: string, figures: ClaimFigure[]): Judgement => ({
  verdict: 'holds',
  condition: null,
  because,
  figures,
  missing: null,
});

export const holdsIf = (condition: string, because: string, figures: ClaimFigure[]): Judgement => ({
  verdict: 'holds if',
  condition,
  because,
  figures,
  missing: null,
});

export const refuted = (because: string, figures: ClaimFigure[]): Judgement => ({
  verdict: 'refuted',
  condition: null,
  because,
  figures,
  missing: null,
});

/** `missing` names what the run would need. It ends a sentence that begins with “It would take”. */
export const notMeasured = (missing: string, because: string, figures: ClaimFigure[] = []): Judgement => ({
  verdict: 'not measured',
  condition: null,
  because,
  figures,
  missing,
});

/**
 * The run has no valid trial that could decide the claim. `where` names the scenario, and its point
 * and transport if needed.
 */
export const noTrials = (where: string): Judgement =>
  notMeasured(where, `This run has no valid trial of ${where}.`);

/** The run has trials, but their values do not decide the claim. */
export const undecided = (what: string, figures: ClaimFigure[]): Judgement =>
  notMeasured(
    'more blocks or sessions',
    `This run does not decide ${what}. Blocks or sessions differ too much, or there is only one block.`,
    figures,
  );

/** Whether the values at one point support a claim; null if they do not decide it. */
export interface Finding {
  supports: boolean | null;
}

/**
 * At least this share of the points must be decided for a verdict on all. The undecided ones have
 * small effects.
 */
const NEARLY_ALL = 0.8;
/** From this number of points on, one may support a claim by chance alone, at 95% each. */
const MANY = 10;

export type Extent = 'everywhere' | 'nowhere' | 'somewhere';

/**
 * Where a claim holds: everywhere, nowhere or somewhere. Null if less than half of the points are
 * decided. Null also if all decided points are against the claim, but fewer than `NEARLY_ALL` are
 * decided.
 */
export function extent(findings: readonly Finding[]): Extent | null {
  const decided = findings.filter(({ supports }) => supports !== null);
  const supporting = decided.filter(({ supports }) => supports).length;
  if (decided.length === 0 || decided.length < findings.length / 2) return null;
  const isNearlyAll = decided.length >= NEARLY_ALL * findings.length;
  const isChance = supporting === 1 && decided.length >= MANY;
  if (supporting === 0 || isChance) return isNearlyAll ? 'nowhere' : null;
  return supporting === decided.length && isNearlyAll ? 'everywhere' : 'somewhere';
}
