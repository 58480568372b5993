import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Names under which systems have it. */
export const CHROMIUM_PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];

/** What it needs to run as root, in a machine without a screen, and to keep quiet on the network. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of the system's Chromium: CHROMIUM_PATH, or the first on PATH; undefined where there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = folders.flatMap(folder => CHROMIUM_PROGRAMS.map(program => join(folder, program)));
  return [process.env.CHROMIUM_PATH ?? '', ...candidates].find(path => {
    if (path === '') return false;
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
