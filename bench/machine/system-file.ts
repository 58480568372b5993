import { readFileSync } from 'node:fs';

/** Reads a file of the system by its path; null if it does not exist or may not be read. */
export type ReadFile = (path: string) => string | null;

/** The content of a system file; null if it does not exist or may not be read. */
export function systemFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // Not Linux, hidden by a container, or no permission.
  }
}
