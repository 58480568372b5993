import { pathInWords } from '../../scenarios/load/path-words.ts';
import type { PathView } from '../model/paths.ts';
import { capital, counted } from '../text/format.ts';

/** Whether a path was measured and found to be as set, in every session. */
export const isRecovered = ({ calibrations }: PathView): boolean =>
  calibrations.length > 0 && calibrations.every(({ reasons }) => reasons.length === 0);

const isMeasured = ({ calibrations }: PathView): boolean => calibrations.length > 0;
const areUnchecked = ({ calibrations }: PathView): boolean =>
  calibrations.some(({ unchecked = [] }) => unchecked.length > 0);

/** `the only path was`, `all 3 paths were`, `2 of 3 paths were`; empty for none. */
function thoseInWords(count: number, of: number): string {
  if (count === of) return of === 1 ? 'the only path was' : `all ${counted(of, 'path')} were`;
  return `${count} of ${counted(of, 'path')} ${count === 1 ? 'was' : 'were'}`;
}

/**
 * How many of the paths of a run were as set, were not, and were not measured; how many were
 * measured again, and how many could not be checked in full. A few sentences.
 */
export function calibratedInWords(paths: readonly PathView[]): string {
  const measured = paths.filter(isMeasured);
  const recovered = measured.filter(isRecovered).length;
  const repeated = measured.filter(one => one.calibrations.some(({ attempts = 1 }) => attempts > 1)).length;
  const unchecked = measured.filter(areUnchecked).length;
  const all = paths.length;
  const said: [count: number, rest: string][] = [
    [recovered, `as set${unchecked > 0 ? ', as far as that could be checked' : ''}`],
    [measured.length - recovered, 'not as set, so trials over it do not count'],
    [all - measured.length, 'not measured'],
    [unchecked, 'not checked in full'],
    [repeated, 'measured again, and trials before that do not count'],
  ];
  return [
    'Each path is measured before its first trial.',
    ...said.flatMap(([count, rest]) =>
      count === 0 ? [] : [`${capital(thoseInWords(count, all))} ${rest}.`],
    ),
  ].join(' ');
}

/** Why a path was not as set, a sentence for each calibration; empty if it was. */
export function notRecoveredInWords({ path, calibrations }: PathView): string[] {
  const name = pathInWords(path);
  if (calibrations.length === 0) return [`${name}: not measured. Its trials were not made, or they say why.`];
  return calibrations
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ reasons }) => `${name}: ${reasons.join('; ')}.`);
}

/** What of a path could not be checked, a sentence for each calibration; empty if all was. */
export const uncheckedInWords = ({ path, calibrations }: PathView): string[] =>
  calibrations.flatMap(({ unchecked = [] }) =>
    unchecked.length === 0 ? [] : [`${pathInWords(path)}, not checked: ${unchecked.join('; ')}.`],
  );
