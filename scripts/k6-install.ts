import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { askK6, BUILT_K6, type K6 } from '../bench/k6.ts';
import { runCommand } from './usage-error.ts';

const XK6 = 'go.k6.io/xk6/cmd/xk6@v1.4.0';
const K6_VERSION = 'v2.3.0';
const SSE_EXTENSION = 'github.com/phymbert/xk6-sse@v0.2.0';
const INSTALL_PAGE = 'https://grafana.com/docs/k6/latest/set-up/install-k6/';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** A k6 that the scripts can use, or why there is none at this path. */
function asked(path: string): K6 | string {
  try {
    return askK6(path);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Runs a command with its output shown. Throws one line where it fails. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  say(`$ ${[command, ...args].join(' ')}`);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  if (error || status !== 0) throw new Error(`${command} failed: ${error?.message ?? `exit code ${status}`}`);
}

/** Builds k6 with its extension by Go's own tool, into a folder that git ignores. */
function build(): K6 {
  const folder = dirname(BUILT_K6);
  mkdirSync(folder, { recursive: true });
  run('go', ['install', XK6], { GOBIN: folder });
  run(join(folder, 'xk6'), ['build', K6_VERSION, '--with', SSE_EXTENSION, '--output', BUILT_K6], {});
  return askK6(BUILT_K6);
}

const hasGo = () => spawnSync('go', ['version']).status === 0;

await runCommand(async () => {
  const found = [BUILT_K6, 'k6'].map(asked);
  const usable = found.filter(one => typeof one !== 'string');
  const whole = usable.find(({ hasSse }) => hasSse);
  if (whole) return say(`k6 ${whole.version} with k6/x/sse: ${whole.path}`);
  const [partial] = usable;
  say(partial ? `k6 ${partial.version} on the PATH has no k6/x/sse` : `on the PATH: ${found[1]}`);
  if (hasGo()) {
    const { path, version } = build();
    return say(`k6 ${version} with k6/x/sse: ${path}`);
  }
  const how = `Go is not installed, so none can be built. Install Go 1.26 or later and run this again, or k6 itself: ${INSTALL_PAGE}`;
  if (!partial) throw new Error(how);
  say(`It will do, but for SSE, which needs the extension ${SSE_EXTENSION}. ${how}`);
});
