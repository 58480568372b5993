import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { askK6, BUILT_K6, type K6 } from '../bench/k6.ts';
import { runCommand } from './usage-error.ts';

const XK6 = 'go.k6.io/xk6/cmd/xk6@v1.3.7';
const K6_VERSION = 'v2.3.0';
const SSE_EXTENSION = 'github.com/phymbert/xk6-sse@v0.2.0';
/** Without extensions; the older one for where a module proxy has not got the newer. */
const PLAIN_VERSIONS = [K6_VERSION, 'v2.2.0'];
const INSTALL_PAGE = 'https://grafana.com/docs/k6/latest/set-up/install-k6/';

const FOLDER = dirname(BUILT_K6);
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** A k6 that the scripts can use, or why there is none at this path. */
function asked(path: string): K6 | string {
  try {
    return askK6(path);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Runs a command with its output shown; whether it went well. */
function ran(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = FOLDER): boolean {
  say(`$ ${[command, ...args].join(' ')}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env }, cwd });
  return status === 0;
}

/** Builds k6 with its extension by the tool that k6 has for that. */
const buildWithSse = (): boolean =>
  ran('go', ['install', XK6], { GOBIN: FOLDER }) &&
  ran(join(FOLDER, 'xk6'), ['build', K6_VERSION, '--with', SSE_EXTENSION, '--output', BUILT_K6]);

/** Builds k6 as it is: its own command in a module of ours, as xk6 makes one. */
function buildPlain(version: string): boolean {
  const folder = join(FOLDER, 'plain');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'main.go'),
    'package main\n\nimport "go.k6.io/k6/v2/cmd"\n\nfunc main() { cmd.Execute() }\n',
  );
  writeFileSync(
    join(folder, 'go.mod'),
    `module pushlab/k6\n\ngo 1.26.0\n\nrequire go.k6.io/k6/v2 ${version}\n`,
  );
  return ran('go', ['build', '-mod=mod', '-o', BUILT_K6, '.'], {}, folder);
}

const named = ({ path, version, hasSse }: K6) =>
  hasSse
    ? `k6 ${version} with k6/x/sse: ${path}`
    : `k6 ${version} without k6/x/sse, which will do but for SSE: ${path}`;

await runCommand(async () => {
  const [built, onPath] = [asked(BUILT_K6), asked('k6')];
  const usable = [built, onPath].filter(one => typeof one !== 'string');
  const whole = usable.find(({ hasSse }) => hasSse);
  if (whole) return say(named(whole));
  if (typeof onPath === 'string') say(`on the PATH: ${onPath}`);
  if (spawnSync('go', ['version']).status !== 0) {
    const how = `Go is not installed, so none can be built. Install Go 1.26 or later and run this again, or k6 itself: ${INSTALL_PAGE}`;
    const [partial] = usable;
    if (!partial) throw new Error(how);
    return say(`${named(partial)}. ${how}`);
  }
  mkdirSync(FOLDER, { recursive: true });
  if (!buildWithSse()) {
    say('k6 could not be built with its extension for SSE.');
    if (usable.length === 0 && !PLAIN_VERSIONS.some(buildPlain)) {
      throw new Error(`k6 could not be built at all; another way to get one: ${INSTALL_PAGE}`);
    }
  }
  say(named(askK6(typeof asked(BUILT_K6) === 'string' ? 'k6' : BUILT_K6)));
});
