import type { Run } from '../../results/format/run.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { Complexity } from './code-size.ts';
import type { Strip } from './strip.ts';

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

/** What a verdict rests on, and what is said of it. */
export interface Evidence {
  /** What the run says of the claim, in one sentence. */
  sentence: string;
  /** The points that it is decided at. */
  strips: Strip[];
  /** The reason in a few sentences. */
  because: string;
  figures: ClaimFigure[];
}

/** What the points over emulated paths say of a claim. They stand apart from those without one. */
export interface OverPaths {
  /** One sentence, which names the distances. */
  sentence: string;
  strips: Strip[];
}

export interface ClaimVerdict extends Evidence {
  id: string;
  /** The claim in our own words. */
  claim: string;
  verdict: 'holds' | 'holds if' | 'refuted' | 'not decided' | 'not measured';
  /** The measured condition, if the verdict is `holds if`. */
  condition: string | null;
  /** What the run would need, if the verdict is `not decided` or `not measured`. */
  missing: string | null;
  /** Left out unless the run has points of this claim over a path and others without. */
  overPaths?: OverPaths;
}

export type Judgement = Omit<ClaimVerdict, 'id' | 'claim'>;

export interface Claim {
  id: string;
  claim: string;
  judge(run: Run, complexity: Complexity | null): Judgement;
}

export const holds = (evidence: Evidence): Judgement => ({
  verdict: 'holds',
  condition: null,
  missing: null,
  ...evidence,
});

export const holdsIf = (condition: string, evidence: Evidence): Judgement => ({
  verdict: 'holds if',
  condition,
  missing: null,
  ...evidence,
});

export const refuted = (evidence: Evidence): Judgement => ({
  verdict: 'refuted',
  condition: null,
  missing: null,
  ...evidence,
});

/** `missing` names what the run would need. It ends a sentence that begins with “Needs”. */
export const notMeasured = (
  missing: string,
  { because, figures = [], strips = [] }: Partial<Evidence> & Pick<Evidence, 'because'>,
): Judgement => ({
  verdict: 'not measured',
  condition: null,
  missing,
  sentence: `Needs ${missing}.`,
  strips,
  because,
  figures,
});

/**
 * The run has no valid trial that could decide the claim. `where` names the scenario, and its point
 * and transport if needed; `inShort` does so in a few words if it is long.
 */
export const noTrials = (where: string, inShort = where): Judgement => ({
  ...notMeasured(where, { because: `This run has no valid trial of ${where}.` }),
  sentence: `Needs ${inShort}.`,
});

/** The run has trials, but their values do not decide the claim. */
export const undecided = (
  what: string,
  evidence: Omit<Evidence, 'because' | 'sentence'> & Partial<Evidence>,
): Judgement => ({
  verdict: 'not decided',
  condition: null,
  missing: 'more blocks or sessions',
  because: `This run does not decide ${what}. Blocks or sessions differ too much, or there is only one block.`,
  sentence: `This run does not decide ${what}.`,
  ...evidence,
});

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
