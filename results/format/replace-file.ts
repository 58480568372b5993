import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a temporary file and renames it: a reader never sees half of it, and the old file stays if
 * writing fails.
 */
export function replaceFile(path: string, text: string): void {
  const part = `${path}.part`;
  try {
    writeFileSync(part, text);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
