import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { BUILT_K6, findK6, type K6 } from '../clients/tools/k6-find.ts';
import { ROOT } from '../root.ts';
import { runCommand } from './terminal/command-line.ts';
import { K6_INSTALL } from './terminal/commands.ts';
import { shownStreams, showOutput } from './terminal/outlive-readers.ts';

const XK6 = 'go.k6.io/xk6/cmd/xk6@v1.3.7';
const K6_VERSION = 'v2.3.0';
const SSE_EXTENSION = 'github.com/phymbert/xk6-sse@v0.2.0';
/** Versions for a build with Go alone; the older one is for module proxies without the newer. */
const VERSIONS_BY_GO = [K6_VERSION, 'v2.2.0'];
/** The lab's own extension, for module proxies without the other. */
const OWN_EXTENSION = 'pushlab/sse-extension';
const OWN_EXTENSION_FOLDER = join(ROOT, 'scenarios', 'k6', 'sse-extension');
const INSTALL_PAGE = 'https://grafana.com/docs/k6/latest/set-up/install-k6/';

const FOLDER = dirname(BUILT_K6);
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Runs a command and shows its output; true if it succeeded. */
async function ran(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd = FOLDER,
): Promise<boolean> {
  say(`$ ${[command, ...args].join(' ')}`);
  const child = spawn(command, args, { stdio: shownStreams(), env: { ...process.env, ...env }, cwd });
  showOutput(child);
  const [code] = await once(child, 'close').catch(() => [null]); // It could not be started.
  return code === 0;
}

/** Builds k6 with an extension, using xk6. */
const buildByXk6 = async (): Promise<boolean> =>
  (await ran('go', ['install', XK6], { GOBIN: FOLDER })) &&
  ran(join(FOLDER, 'xk6'), ['build', K6_VERSION, '--with', SSE_EXTENSION, '--output', BUILT_K6]);

/** Builds k6 in our own Go module, as xk6 does, with our extension or without. */
function buildByGo(version: string, extension: 'with ours' | 'without'): Promise<boolean> {
  const folder = join(FOLDER, 'main');
  mkdirSync(folder, { recursive: true });
  const imports = ['import "go.k6.io/k6/v2/cmd"'];
  const requirements = [`require go.k6.io/k6/v2 ${version}`];
  if (extension === 'with ours') {
    imports.push(`import _ "${OWN_EXTENSION}"`);
    requirements.push(`require ${OWN_EXTENSION} v0.0.0`);
    requirements.push(`replace ${OWN_EXTENSION} => ${relative(folder, OWN_EXTENSION_FOLDER)}`);
  }
  const textOf = (parts: string[]) => `${parts.join('\n\n')}\n`;
  writeFileSync(
    join(folder, 'main.go'),
    textOf(['package main', ...imports, 'func main() { cmd.Execute() }']),
  );
  writeFileSync(join(folder, 'go.mod'), textOf(['module pushlab/k6', 'go 1.26.0', ...requirements]));
  return ran('go', ['build', '-mod=mod', '-o', BUILT_K6, '.'], {}, folder);
}

async function builtByGo(extension: Parameters<typeof buildByGo>[1]): Promise<boolean> {
  for (const version of VERSIONS_BY_GO) if (await buildByGo(version, extension)) return true;
  return false;
}

const named = ({ path, version, sseExtension }: K6) =>
  sseExtension === null
    ? `k6 ${version} without k6/x/sse (it cannot measure SSE): ${path}`
    : `k6 ${version} with k6/x/sse (${sseExtension}): ${path}`;

/** The k6 that the lab uses, or an error that says why there is none. */
function found(): K6 | Error {
  try {
    return findK6();
  } catch (error) {
    return error as Error;
  }
}

await runCommand(K6_INSTALL, async () => {
  const before = found();
  if (before instanceof Error) {
    // PUSHLAB_K6 overrides any k6 that this command could build.
    if (process.env.PUSHLAB_K6) throw before;
    say(before.message);
  } else if (before.sseExtension !== null || process.env.PUSHLAB_K6) {
    return say(named(before));
  }
  if (spawnSync('go', ['version']).status !== 0) {
    const how = `Go is not installed, and k6 cannot be built. Install Go 1.26 or later and run this command again, or install k6: ${INSTALL_PAGE}`;
    if (before instanceof Error) throw new Error(how);
    return say(`${named(before)}. ${how}`);
  }
  mkdirSync(FOLDER, { recursive: true });
  if (!(await buildByXk6())) {
    say(
      `xk6 could not build k6 with ${SSE_EXTENSION}. Next attempt: Go alone, with the lab's own extension.`,
    );
    if (!(await builtByGo('with ours'))) {
      say('k6 could not be built with an SSE extension.');
      if (before instanceof Error && !(await builtByGo('without'))) {
        throw new Error(`k6 could not be built; install it another way: ${INSTALL_PAGE}`);
      }
    }
  }
  say(named(findK6()));
});
