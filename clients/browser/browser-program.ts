import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { BrowserName } from '../../scenarios/load/load.ts';

/** Names under which systems have a browser, and the variable that may hold another path. */
export const BROWSER_PROGRAMS: Record<BrowserName, { names: readonly string[]; variable: string }> = {
  chromium: { names: ['chromium', 'chromium-browser', 'google-chrome'], variable: 'CHROMIUM_PATH' },
  firefox: { names: ['firefox-esr', 'firefox'], variable: 'FIREFOX_PATH' },
};

/** What Chromium needs to run as root, in a machine without a screen, and to keep quiet on the network. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of the system's browser: what its variable says, or the first on PATH; undefined where there is none. */
export function findBrowser(browser: BrowserName): string | undefined {
  const { names, variable } = BROWSER_PROGRAMS[browser];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const given = process.env[variable] ?? '';
  const candidates =
    given !== '' ? [given] : folders.flatMap(folder => names.map(name => join(folder, name)));
  return candidates.find(path => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Why there is no such browser, in one line. */
export function missingBrowser(browser: BrowserName): string {
  const { names, variable } = BROWSER_PROGRAMS[browser];
  const given = process.env[variable];
  return given
    ? `no ${browser}: ${variable} is ${given}, which cannot be run`
    : `no ${browser}: ${names.join(', ')} are not on PATH, and ${variable} is not set`;
}
