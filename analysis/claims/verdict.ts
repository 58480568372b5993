import type { Run } from '../../results/format/run.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { Complexity } from './code-size.ts';

/** A figure that a verdict rests on. */
export interface ClaimFigure {
  label: string;
  value: number;
  unit: string;
  /** Of a ratio its 95% interval, of anything else the range over the blocks; null when unknown. */
  lower: number | null;
  upper: number | null;
  scenario: string;
  point: string;
  transport: Transport | null;
}

export interface ClaimVerdict {
  id: string;
  /** What is claimed, in our own words. */
  claim: string;
  verdict: 'holds' | 'holds if' | 'refuted' | 'not measured';
  /** Where the verdict is `holds if`: the measured condition. */
  condition: string | null;
  because: string;
  figures: ClaimFigure[];
  /** Where the verdict is `not measured`: what the run would need. */
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

/** `missing` says what the run would need, as the rest of a sentence that begins with “It would take”. */
export const notMeasured = (missing: string, because: string, figures: ClaimFigure[] = []): Judgement => ({
  verdict: 'not measured',
  condition: null,
  because,
  figures,
  missing,
});

/** Where no valid trial of what decides a claim was made. `where` names the scenario, with its point and transport if need be. */
export const noTrials = (where: string): Judgement =>
  notMeasured(where, `This run has no valid trial of ${where}.`);

/** Where trials were made, and their figures do not settle it. */
export const unresolved = (what: string, figures: ClaimFigure[]): Judgement =>
  notMeasured(
    'more blocks',
    `This run does not resolve ${what}: between its blocks the figures go either way, or there is only one block.`,
    figures,
  );

/** Whether a claim is borne out somewhere; null where the figures do not settle it. */
export interface Finding {
  supports: boolean | null;
}

/** So much of the places must be settled to speak of all of them: those that stay open are the ones with small effects. */
const NEARLY_ALL = 0.8;
/** Among so many places one may come out by chance alone, at 95% each. */
const MANY = 10;

export type Extent = 'everywhere' | 'nowhere' | 'somewhere';

/**
 * Everywhere, nowhere, or somewhere; null where the places that are settled do not tell: less than half of them, or all of them against it but
 * not nearly all that there are.
 */
export function extent(findings: readonly Finding[]): Extent | null {
  const settled = findings.filter(({ supports }) => supports !== null);
  const supporting = settled.filter(({ supports }) => supports).length;
  if (settled.length === 0 || settled.length < findings.length / 2) return null;
  const isNearlyAll = settled.length >= NEARLY_ALL * findings.length;
  const isChance = supporting === 1 && settled.length >= MANY;
  if (supporting === 0 || isChance) return isNearlyAll ? 'nowhere' : null;
  return supporting === settled.length && isNearlyAll ? 'everywhere' : 'somewhere';
}
