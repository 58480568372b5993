import type { PointVerdict, Strip } from '../../analysis/claims/strip.ts';

/**
 * A strip of these points. A number is the place of a point on the axis, and its name; a text is
 * the name of a point without a place.
 */
export const madeStrip = (
  name: string,
  per: string | null,
  points: [place: number | string, verdict: PointVerdict, size: number | null][],
): Strip => ({
  name,
  per,
  measure: 'CPU per delivery',
  unit: '×',
  marks: points.map(([place, verdict, size]) => ({
    label: `point ${place}`,
    short: `${place}`,
    at: typeof place === 'number' ? place : null,
    verdict,
    size,
    lower: size === null ? null : size * 0.9,
    upper: size === null ? null : size * 1.1,
    sessions: [],
  })),
});
