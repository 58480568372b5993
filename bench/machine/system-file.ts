import { readFileSync } from 'node:fs';

/** What a file of the system holds; null where there is none or it may not be read. */
export function systemFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // Another system than Linux, a container that hides it, or no permission.
  }
}
