import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ENTRIES } from '../../bench/processes/entries.ts';
import { ROOT } from '../../root.ts';

const NAME = 'pushlab-bundles-';
/** No run of the tests takes so long. */
const LEFT_BEHIND_MS = 3_600_000;

/**
 * Loaded before a process of the lab starts: takes the bundle of its entry in the place of the
 * entry.
 */
const preload = (bundles: Record<string, string>) => `
const bundle = ${JSON.stringify(bundles)}[process.argv[1]];
if (bundle) {
  require('node:module').registerHooks({
    resolve: (specifier, context, next) =>
      context.parentURL === undefined ? { url: bundle, format: 'module', shortCircuit: true } : next(specifier, context),
  });
}
`;

/**
 * Bundles what the processes of a trial run, once for all tests: of what a short trial costs, most
 * is that four processes load some hundred modules each. It is the same code under the same command
 * line. A process whose NODE_OPTIONS a test sets runs from source.
 */
export async function setup(): Promise<(() => void) | undefined> {
  // Each project of the tests asks for it.
  if (process.env.NODE_OPTIONS?.includes(NAME)) return undefined;
  // autocannon takes histograms only of the package that it has loaded itself.
  const { autocannon: _, ...bundled } = ENTRIES;
  const entries: string[] = Object.values(bundled);
  const caches = join(ROOT, 'node_modules/.cache');
  mkdirSync(caches, { recursive: true });
  // A run that was killed left its own behind.
  for (const left of readdirSync(caches).filter(name => name.startsWith(NAME))) {
    const ageMs = Date.now() - statSync(join(caches, left)).mtimeMs;
    if (ageMs > LEFT_BEHIND_MS) rmSync(join(caches, left), { recursive: true, force: true });
  }
  // Packages that are not bundled are found from there.
  const folder = mkdtempSync(join(caches, NAME));
  // One test starts processes as another user.
  chmodSync(folder, 0o755);
  await build({
    absWorkingDir: ROOT,
    entryPoints: entries,
    outdir: folder,
    outbase: ROOT,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'esnext',
    external: ['esbuild', 'puppeteer-core'],
    define: {
      'import.meta.dirname': JSON.stringify(ROOT),
      'import.meta.url': JSON.stringify(pathToFileURL(join(ROOT, 'root.ts')).href),
    },
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.filename);",
    },
    logLevel: 'silent',
  });
  const bundles = entries.map(entry => [
    join(ROOT, entry),
    pathToFileURL(join(folder, entry.replace(/\.ts$/, '.mjs'))).href,
  ]);
  const path = join(folder, 'preload.cjs');
  writeFileSync(path, preload(Object.fromEntries(bundles)));
  const before = process.env.NODE_OPTIONS;
  process.env.NODE_OPTIONS = [before, `--require=${path}`].filter(Boolean).join(' ');
  return () => {
    if (before === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = before;
    rmSync(folder, { recursive: true, force: true });
  };
}
