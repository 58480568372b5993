import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { errorInWords } from '../../scenarios/load/system-error.ts';

/** The program that opens an address as the user has chosen, by system. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  // `start` is a word of the shell of Windows; its first argument in quotes is a title.
  win32: ['cmd', '/c', 'start', '""'],
};
const USUAL_OPENER = ['xdg-open'] as const;

/** An opener that has not failed until then has found a browser: some wait for its end. */
const SURE_AFTER_MS = 3000;

/**
 * Opens an address in the default browser. Resolves with null, or with one line that says why
 * nothing opens. The browser does not end with this process.
 */
export async function openInBrowser(
  address: string,
  platform: NodeJS.Platform = process.platform,
): Promise<string | null> {
  const [program, ...words] = OPENERS[platform] ?? USUAL_OPENER;
  const child = spawn(program, [...words, address], { stdio: 'ignore', detached: true });
  const abort = AbortSignal.timeout(SURE_AFTER_MS);
  try {
    const [code] = await once(child, 'exit', { signal: abort });
    return code === 0 ? null : `no browser opened: ${program} ended with exit code ${code}`;
  } catch (error) {
    if (abort.aborted) return null;
    return `no browser opened: ${program}: ${errorInWords(error)}`;
  } finally {
    child.unref();
  }
}
