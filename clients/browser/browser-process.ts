import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { killedWithParent } from '../../bench/processes/ends-with-parent.ts';
import { Unavailable } from '../../bench/processes/unavailable.ts';
import type { BrowserName } from '../../scenarios/load/browser.ts';
import { CHROMIUM_ARGS, findBrowser, missingBrowser } from './browser-program.ts';

/** A browser without a window, with its own profile. */
export interface BrowserProcess {
  pid: number;
  /** Address of its remote-control interface. */
  endpoint: string;
  /** Resolves with how it ended. */
  ended: Promise<string>;
  /**
   * Kills it and all its child processes, and removes its profile. Synchronous, because it is
   * called at the exit of this process.
   */
  kill(): void;
}

const START_TIMEOUT_MS = 40_000;
const KEPT_LINES = 5;

/**
 * By default Firefox contacts Mozilla's services. These settings disable that, and give its clock
 * fine steps.
 */
const FIREFOX_PREFERENCES: Record<string, boolean | number | string> = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.safebrowsing.blockedURIs.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.topsites.contile.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.http.speculative-parallel-limit': 0,
  'privacy.reduceTimerPrecision': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'toolkit.telemetry.server': 'data:,',
};

const preferences = Object.entries(FIREFOX_PREFERENCES)
  .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
  .join('');

const argsOf: Record<BrowserName, (profile: string) => string[]> = {
  chromium: profile => [
    ...CHROMIUM_ARGS,
    '--headless=new',
    '--mute-audio',
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
    'about:blank',
  ],
  firefox: profile => [
    '--headless',
    '--no-remote',
    '--profile',
    profile,
    '--remote-debugging-port=0',
    'about:blank',
  ],
};

/** The line on standard error that gives the remote-control address, and the path to append. */
const announcements: Record<BrowserName, { line: RegExp; path: string }> = {
  chromium: { line: /^DevTools listening on (ws:\/\/\S+)/, path: '' },
  firefox: { line: /^WebDriver BiDi listening on (ws:\/\/\S+)/, path: '/session' },
};

function endOf(child: ChildProcess, lastLines: readonly string[]): Promise<string> {
  const exit = once(child, 'exit').then(
    ([code, signal]) => `ended by ${signal ?? `exit code ${code}`}`,
    (error: Error) => `could not be started: ${error.message}`,
  );
  return exit.then(how => (lastLines.length === 0 ? how : `${how}; last output: ${lastLines.join(' | ')}`));
}

/**
 * Chromium keeps the socket of its profile in a temporary folder of its own, because the path of a
 * socket must be short. Killed, it leaves the folder behind. The profile has a link to the socket.
 */
function removeSocketFolder(profile: string): void {
  let folder: string;
  try {
    folder = dirname(readlinkSync(join(profile, 'SingletonSocket')));
  } catch {
    return; // It has ended by itself, or is no Chromium.
  }
  if (dirname(folder) === tmpdir()) rmSync(folder, { recursive: true, force: true });
}

/**
 * Starts a browser and resolves when it accepts commands. Rejects with one line if it is missing or
 * does not start.
 */
export async function startBrowserProcess(browser: BrowserName): Promise<BrowserProcess> {
  const program = findBrowser(browser);
  if (program === undefined) throw new Unavailable(missingBrowser(browser));
  const profile = mkdtempSync(join(tmpdir(), `pushlab-${browser}-`));
  if (browser === 'firefox') writeFileSync(join(profile, 'user.js'), preferences);
  const [file, ...args] = [...killedWithParent(), program, ...argsOf[browser](profile)] as [
    string,
    ...string[],
  ];
  const child = spawn(file, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    // A process group of its own, so that all its processes can be ended at once.
    detached: true,
    env: { ...process.env, HOME: profile, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile },
  });
  const lastLines: string[] = [];
  const ended = endOf(child, lastLines);
  function kill(): void {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has already ended.
    }
    removeSocketFolder(profile);
    rmSync(profile, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  }
  process.on('exit', kill);

  const { line: announcement, path } = announcements[browser];
  const endpoint = new Promise<string>(resolve => {
    createInterface({ input: child.stderr }).on('line', line => {
      const address = announcement.exec(line)?.[1];
      if (address !== undefined) resolve(address + path);
      lastLines.push(line);
      if (lastLines.length > KEPT_LINES) lastLines.shift();
    });
  });
  const outOfTime = new AbortController();
  const timeout = once(AbortSignal.any([AbortSignal.timeout(START_TIMEOUT_MS), outOfTime.signal]), 'abort');
  const failed = Promise.race([
    ended,
    timeout.then(() => `did not start within ${START_TIMEOUT_MS / 1000} s`),
  ]);
  try {
    const address = await Promise.race([
      endpoint,
      failed.then(how => Promise.reject(new Unavailable(`${browser} ${how}`))),
    ]);
    return { pid: child.pid as number, endpoint: address, ended, kill };
  } catch (error) {
    kill();
    throw error;
  } finally {
    outOfTime.abort();
  }
}
