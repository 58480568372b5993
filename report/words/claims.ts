import type { ClaimFigure, ClaimVerdict } from '../../analysis/claims/claims.ts';
import { decidedOf, outcomeOf } from '../../analysis/claims/outcome.ts';
import type { Mark, PointVerdict, Strip } from '../../analysis/claims/strip.ts';
import { isTooWide } from '../../analysis/statistics/widest-interval.ts';
import { counted, figure, integer, NOTHING, range, ratio, ratioRange, withUnit } from '../text/format.ts';

/** A word and a symbol for each verdict on a claim; the style sheet adds a colour. */
export const CLAIM_VERDICTS: Record<ClaimVerdict['verdict'], { symbol: string; word: string; kind: string }> =
  {
    holds: { symbol: '✓', word: 'true', kind: 'holds' },
    'holds where decided': { symbol: '✓', word: 'true where decided', kind: 'holds where-decided' },
    'holds if': { symbol: '◐', word: 'it depends', kind: 'holds-if' },
    refuted: { symbol: '✗', word: 'false', kind: 'refuted' },
    'refuted where decided': { symbol: '✗', word: 'false where decided', kind: 'refuted where-decided' },
    'not decided': { symbol: '?', word: 'not decided', kind: 'not-decided' },
    'not measured': { symbol: '–', word: 'not measured', kind: 'not-measured' },
  };

/** `16 of 22 points`: how many are decided, for a verdict on the decided ones; else empty. */
export function decidedInWords({
  verdict,
  strips,
  overPaths,
}: Pick<ClaimVerdict, 'verdict' | 'strips' | 'overPaths'>): string {
  if (verdict !== 'holds where decided' && verdict !== 'refuted where decided') return '';
  const { decided, measured } = decidedOf([...strips, ...(overPaths?.strips ?? [])]);
  return `${integer(decided)} of ${counted(measured, 'point')}`;
}

/**
 * `1 of 6 points decided, which can be chance`, for a claim that is not decided although points of
 * it are; else empty.
 */
export function chanceInWords({ verdict, strips }: Pick<ClaimVerdict, 'verdict' | 'strips'>): string {
  const { decided, measured } = decidedOf(strips);
  if (verdict !== 'not decided' || decided === 0 || outcomeOf(strips) !== 'not decided') return '';
  return `${integer(decided)} of ${counted(measured, 'point')} decided, which can be chance`;
}

/** Units of ratios: their range is a 95% interval. */
const RATIOS = ['×', ':1'];

/** The verdicts of points in the order of a legend. */
export const POINT_VERDICTS: readonly PointVerdict[] = [
  'true',
  'reversed',
  'not true',
  'not decided',
  'not measured',
];

/** `7 points: 5 true, 2 not decided`, in the order of the legend. */
export function countsInWords({ marks }: Strip): string {
  const counts = POINT_VERDICTS.map(verdict => ({
    verdict,
    count: marks.filter(mark => mark.verdict === verdict).length,
  })).filter(({ count }) => count > 0);
  return `${counted(marks.length, 'point')}: ${counts.map(({ verdict, count }) => `${integer(count)} ${verdict}`).join(', ')}`;
}

/** `2.60×`, the size of the effect at a point, or a dash; no space before `×`, `%` and `:1`. */
export function sizeInWords({ size }: Mark, { unit }: Strip): string {
  if (size === null) return NOTHING;
  if (RATIOS.includes(unit)) return `${ratio(size)}${unit}`;
  return /^\w/.test(unit) ? withUnit(size, unit) : `${figure(size)}${unit}`;
}

/** What the sessions of a joined run say at a point: `in 3 of 3 sessions`. */
export function markSessionsInWords({ verdict, sessions }: Mark): string {
  if (sessions.length === 0) return '';
  const count = (wanted: PointVerdict) => sessions.filter(one => one === wanted).length;
  const all = counted(sessions.length, 'session');
  if (count('true') > 0 && count('reversed') > 0) {
    return `sessions disagree: true in ${integer(count('true'))}, reversed in ${integer(count('reversed'))} of ${integer(sessions.length)}`;
  }
  if (verdict !== 'not decided') return `in ${integer(count(verdict))} of ${all}`;
  const decided = sessions.length - count('not decided');
  return decided === 0 ? `decided in none of ${all}` : `decided in ${integer(decided)} of ${all}`;
}

/** The 95% interval of a point and what its sessions say; empty where it has neither. */
export function markDetail(mark: Mark): string {
  const { lower, upper } = mark;
  const interval = lower === null || upper === null ? '' : ratioRange(lower, upper);
  return [interval, markSessionsInWords(mark)].filter(Boolean).join(', ');
}

/** `1 a second to each of 20 users: true, 2.60× (2.10–3.20)` */
export function markInWords(mark: Mark, strip: Strip): string {
  const size = sizeInWords(mark, strip);
  const detail = markDetail(mark);
  return `${mark.label}: ${mark.verdict}${size === NOTHING ? '' : `, ${size}`}${detail && ` (${detail})`}`;
}

/** A value behind a verdict; a ratio whose interval is too wide shows nothing. */
export function figureInWords({ value, unit, lower, upper }: ClaimFigure): { value: string; detail: string } {
  if (RATIOS.includes(unit) && isTooWide(lower, upper)) return { value: 'not decided', detail: '' };
  const ends = RATIOS.includes(unit) ? ratioRange : range;
  return {
    value: RATIOS.includes(unit) ? `${ratio(value)}\u00a0${unit}` : withUnit(value, unit),
    detail: lower === null || upper === null ? '' : ends(lower, upper),
  };
}
