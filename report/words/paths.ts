import { pathInWords } from '../../scenarios/load/path-words.ts';
import type { PathView } from '../model/paths.ts';
import { counted } from '../text/format.ts';

/** Whether a path was measured and found to be as set, in every session. */
export const isRecovered = ({ calibrations }: PathView): boolean =>
  calibrations.length > 0 && calibrations.every(({ reasons }) => reasons.length === 0);

/** How many paths were not as set at first; empty if all were. */
function repeatedInWords(paths: readonly PathView[]): string {
  const repeated = paths.filter(({ calibrations }) => calibrations.some(({ attempts = 1 }) => attempts > 1));
  if (repeated.length === 0) return '';
  return ` ${repeated.length} of ${counted(paths.length, 'path')} needed a second measurement.`;
}

/** How many of the paths of a run were as set, in a few sentences. */
export function calibratedInWords(paths: readonly PathView[]): string {
  const recovered = paths.filter(isRecovered).length;
  const all = counted(paths.length, 'path');
  const found =
    recovered === paths.length
      ? `${paths.length === 1 ? 'The only path was' : `All ${all} were`} as set`
      : `${recovered} of ${all} ${recovered === 1 ? 'was' : 'were'} as set; trials over the others do not count`;
  return `Each path is measured before its first trial. ${found}.${repeatedInWords(paths)}`;
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
