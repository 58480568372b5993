import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { BrowserName } from '../../scenarios/load/browser.ts';

/** The browser's program names on various systems, and the variable that may hold another path. */
export const BROWSER_PROGRAMS: Record<BrowserName, { names: readonly string[]; variable: string }> = {
  chromium: { names: ['chromium', 'chromium-browser', 'google-chrome'], variable: 'CHROMIUM_PATH' },
  firefox: { names: ['firefox-esr', 'firefox'], variable: 'FIREFOX_PATH' },
};

/**
 * Options that Chromium needs to run as root without a screen, and to avoid its own network
 * traffic.
 */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function canBeRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of the first program on PATH that has one of these names; undefined if there is none. */
export const firstOnPath = (names: readonly string[]): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(folder => names.map(name => join(folder, name)))
    .find(canBeRun);

/**
 * Path of the system's browser: the variable's value, or the first on PATH; undefined if there is
 * none.
 */
export function findBrowser(browser: BrowserName): string | undefined {
  const { names, variable } = BROWSER_PROGRAMS[browser];
  const given = process.env[variable] ?? '';
  if (given === '') return firstOnPath(names);
  return canBeRun(given) ? given : undefined;
}

/** One line that states why there is no such browser. */
export function missingBrowser(browser: BrowserName): string {
  const { names, variable } = BROWSER_PROGRAMS[browser];
  const given = process.env[variable];
  return given
    ? `no ${browser}: ${variable} is ${given}, which cannot be run`
    : `no ${browser}: ${names.join(', ')} are not on PATH, and ${variable} is not set`;
}
