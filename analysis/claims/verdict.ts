import type { Run } from '../../results/format/run.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { Complexity } from './code-size.ts';
import { outcomeOf } from './outcome.ts';
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
  verdict:
    | 'holds'
    | 'holds where decided'
    | 'holds if'
    | 'refuted'
    | 'refuted where decided'
    | 'not decided'
    | 'not measured';
  /** The measured condition, if the verdict is `holds if`. */
  condition: string | null;
  /** What the run would need, if the verdict is `not decided` or `not measured`. */
  missing: string | null;
  /** Left out unless the run has points of this claim over a path and others without. */
  overPaths?: OverPaths;
  /**
   * Points over TLS or with compression: part of the evidence, and of no verdict. Left out where
   * the run has none of this claim.
   */
  layers?: Strip[];
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
  ...notMeasured(where, { because: 'This run has no valid trial that could decide it.' }),
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

/** Whether any of these findings supports the claim. */
export const isSupported = (findings: readonly Finding[]): boolean =>
  findings.some(({ supports }) => supports === true);

/** What a judgement needs beside its evidence. */
export interface JudgementWords {
  /** Ends a sentence that begins with “This run does not decide”. */
  open: string;
  /** The condition, for a claim that is true at some of the decided points and not at others. */
  condition(): string;
}

/** The judgement from the marks of all strips of a claim: every claim with points is judged so. */
export function judged(evidence: Evidence, { open, condition }: JudgementWords): Judgement {
  const { strips, figures } = evidence;
  const outcome = outcomeOf(strips);
  if (outcome === 'not decided') return undecided(open, { strips, figures });
  if (outcome === 'depends') return holdsIf(condition(), evidence);
  return { verdict: outcome, condition: null, missing: null, ...evidence };
}
