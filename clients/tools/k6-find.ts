import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../root.ts';
import type { Transport } from '../../scenarios/load/transport.ts';

/** Where `npm run k6:install` puts a k6 that it builds. */
export const BUILT_K6 = join(ROOT, '.k6', 'k6');

const ON_PATH = 'k6';
const LEAST_MAJOR = 2;
const ASK_TIMEOUT_MS = 8000;
const HOW_TO_GET_IT = 'npm run k6:install finds or builds one';

/** k6 must not download a missing extension, nor report its use. */
export const K6_ENVIRONMENT = { K6_AUTO_EXTENSION_RESOLUTION: 'false', K6_NO_USAGE_REPORT: 'true' };

/** A k6 program that reported its version. */
export interface K6 {
  path: string;
  version: string;
  /**
   * Name and version of the extension with k6/x/sse, such as `github.com/phymbert/xk6-sse v0.2.0`;
   * null without one.
   */
  sseExtension: string | null;
}

/** Parses the output of `k6 version`. Throws one line if it is no k6, or too old a one. */
export function parseK6Version(path: string, printed: string): K6 {
  // The output begins with the name of the file.
  const [, version, major] = /^k6\S* v((\d+)\.\d+\.\S+)/m.exec(printed) ?? [];
  if (version === undefined) {
    throw new Error(`${path} does not report a k6 version: ${printed.trim().split('\n')[0] || 'nothing'}`);
  }
  if (Number(major) < LEAST_MAJOR) {
    throw new Error(`${path} is k6 ${version}; the scripts need ${LEAST_MAJOR} or later; ${HOW_TO_GET_IT}`);
  }
  const [, sseExtension = null] = /^\s*(\S.*?)(?: \(devel\))?, k6\/x\/sse\b/m.exec(printed) ?? [];
  return { path, version, sseExtension };
}

/** Runs `k6 version`. Throws one line if there is no k6, or one that the scripts cannot use. */
export function askK6(path: string): K6 {
  const { error, status, stdout, stderr } = spawnSync(path, ['version'], {
    encoding: 'utf8',
    timeout: ASK_TIMEOUT_MS,
    env: { ...process.env, ...K6_ENVIRONMENT },
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    throw new Error(path === ON_PATH ? `k6 is not installed; ${HOW_TO_GET_IT}` : `there is no k6 at ${path}`);
  }
  if (error || status !== 0) {
    throw new Error(
      `${path} version: ${error?.message ?? (stderr.trim().split('\n').at(-1) || `exit code ${status}`)}`,
    );
  }
  return parseK6Version(path, stdout);
}

/** The k6 at this path, or the reason why it cannot be used. */
function probeK6(path: string): K6 | Error {
  try {
    return askK6(path);
  } catch (error) {
    return error as Error;
  }
}

/**
 * Chooses a k6. If PUSHLAB_K6 names one, only that counts. Otherwise the candidates are the one
 * built here and the one on PATH. The first with event streams wins, else the first that is usable.
 * Throws one line if there is none.
 */
export function findK6(): K6 {
  const named = process.env.PUSHLAB_K6 ?? '';
  if (named !== '') {
    const only = probeK6(named);
    if (only instanceof Error) throw new Error(`${only.message} (PUSHLAB_K6 is ${named})`);
    return only;
  }
  const all = [...(existsSync(BUILT_K6) ? [BUILT_K6] : []), ON_PATH].map(probeK6);
  const usable = all.filter((one): one is K6 => !(one instanceof Error));
  const best = usable.find(({ sseExtension }) => sseExtension !== null) ?? usable[0];
  if (!best) throw all[0];
  return best;
}

/** Throws one line if a k6 does not support a transport. */
export function assertDrives({ path, version, sseExtension }: K6, transport: Transport): void {
  if (transport === 'sse' && sseExtension === null) {
    throw new Error(
      `${path} (k6 ${version}) was built without the extension k6/x/sse; npm run k6:install builds one with it`,
    );
  }
}
