import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A program that answers `version` with a text, and does something else for everything else. */
export function fakeK6(version: string, otherwise = 'exit 1'): string {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-fake-k6-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'k6');
  writeFileSync(
    path,
    `#!/bin/sh\nif [ "$1" = version ]; then cat <<'END'\n${version}\nEND\nexit 0; fi\n${otherwise}\n`,
  );
  chmodSync(path, 0o755);
  return path;
}

export const VERSION = 'k6 v2.3.0 (go1.26.1, linux/amd64)';
export const WITH_SSE = `${VERSION}\nExtensions:\n  github.com/phymbert/xk6-sse v0.2.0, k6/x/sse [js]`;
