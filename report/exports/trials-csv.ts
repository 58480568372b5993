import { everyTrial } from '../../results/format/all-trials.ts';
import type { Run } from '../../results/format/run.ts';
import type { Trial } from '../../results/format/trial.ts';

type Cell = string | number | boolean | null;

/** Values left out of the CSV: lists, and histograms, which have their own file. */
const isLeftOut = (name: string, value: unknown) => name === 'hdr' || Array.isArray(value);

/** Each value of an object by its path from `path`: `server.runtime.eventLoop.utilization`. */
export function flattened(value: object, path = ''): [string, Cell][] {
  return Object.entries(value).flatMap(([name, part]): [string, Cell][] => {
    const own = path ? `${path}.${name}` : name;
    if (isLeftOut(name, part)) return [];
    return part !== null && typeof part === 'object' ? flattened(part, own) : [[own, part as Cell]];
  });
}

const flatOf = (trial: Trial): Map<string, Cell> =>
  new Map([
    ...flattened({ ...trial, series: [] }),
    ['reasons', trial.reasons.join('; ')],
    ...(trial.status === 'error' ? [] : trial.gates)
      .filter(({ passed }) => !passed)
      .map(({ id }): [string, Cell] => [`gate.${id}`, 'failed']),
  ]);

/** A field as in RFC 4180; a quote keeps a spreadsheet from reading it as a formula. */
function field(value: Cell | undefined): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' && /^[=+\-@\t]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One line per trial, one column per value, named as in run.json with its unit; empty if a trial
 * lacks it.
 */
export function trialsCsv(run: Run): string {
  const rows = everyTrial(run).map(flatOf);
  const columns = [...new Set(rows.flatMap(row => [...row.keys()]))];
  const lines = [columns.map(field), ...rows.map(row => columns.map(column => field(row.get(column))))];
  return `${lines.map(line => line.join(',')).join('\r\n')}\r\n`;
}
