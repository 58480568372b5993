import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside run.json, which has only the name of a trace: where it was on this computer. */
const FILE = 'trace-location.txt';

/** Writes the path of a run's trace into the run's folder, for --repeat. */
export function writeTraceLocation(folder: string, path: string): void {
  writeFileSync(join(folder, FILE), `${path}\n`);
}

/** The path of a run's trace; null if its folder does not say. */
export function readTraceLocation(folder: string): string | null {
  try {
    return readFileSync(join(folder, FILE), 'utf8').replace(/\n$/, '') || null;
  } catch {
    return null; // An older run, or a folder from another computer.
  }
}
