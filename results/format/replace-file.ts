import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file beside its place and renames it: a reader never sees half of it, and where writing fails the old one stays. */
export function replaceFile(path: string, text: string): void {
  const beside = `${path}.part`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
