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

/** k6 must not look for a missing extension elsewhere, nor report its use. */
export const K6_ENVIRONMENT = { K6_AUTO_EXTENSION_RESOLUTION: 'false', K6_NO_USAGE_REPORT: 'true' };

/** A k6 program that answered. */
export interface K6 {
  path: string;
  version: string;
  /** The extension that gives it k6/x/sse, as it names it itself, such as `github.com/phymbert/xk6-sse v0.2.0`; null without one. */
  sseExtension: string | null;
}

/** Reads what `k6 version` prints. Throws one line where that is no k6, or too old a one. */
export function parseK6Version(path: string, printed: string): K6 {
  // It calls itself what its file is called.
  const [, version, major] = /^k6\S* v((\d+)\.\d+\.\S+)/m.exec(printed) ?? [];
  if (version === undefined) {
    throw new Error(`${path} does not say which k6 it is: ${printed.trim().split('\n')[0] || 'nothing'}`);
  }
  if (Number(major) < LEAST_MAJOR) {
    throw new Error(
      `${path} is k6 ${version}, and the scripts need ${LEAST_MAJOR} or later; ${HOW_TO_GET_IT}`,
    );
  }
  const [, sseExtension = null] = /^\s*(\S.*?)(?: \(devel\))?, k6\/x\/sse\b/m.exec(printed) ?? [];
  return { path, version, sseExtension };
}

/** Asks a k6 for its version and extensions. Throws one line where there is none, or one that the scripts cannot use. */
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

/** The k6 of this path, or why it cannot be used. */
function tried(path: string): K6 | Error {
  try {
    return askK6(path);
  } catch (error) {
    return error as Error;
  }
}

/**
 * The k6 to take: the one that PUSHLAB_K6 names and no other; else, of the one that was built here and the one of the PATH, the first
 * that reads event streams, or the first that can be used at all. Throws one line where there is none.
 */
export function findK6(): K6 {
  const named = process.env.PUSHLAB_K6 ?? '';
  if (named !== '') {
    const only = tried(named);
    if (only instanceof Error) throw new Error(`${only.message} (PUSHLAB_K6 is ${named})`);
    return only;
  }
  const all = [...(existsSync(BUILT_K6) ? [BUILT_K6] : []), ON_PATH].map(tried);
  const usable = all.filter((one): one is K6 => !(one instanceof Error));
  const best = usable.find(({ sseExtension }) => sseExtension !== null) ?? usable[0];
  if (!best) throw all[0];
  return best;
}

/** Throws one line where a k6 cannot follow over a transport. */
export function assertDrives({ path, version, sseExtension }: K6, transport: Transport): void {
  if (transport === 'sse' && sseExtension === null) {
    throw new Error(
      `${path} (k6 ${version}) was built without the extension k6/x/sse; npm run k6:install builds one with it`,
    );
  }
}
