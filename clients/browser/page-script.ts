import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../../root.ts';

/**
 * Bundles a module of clients/, named by its path there, and all its imports into one browser
 * script.
 */
export async function bundlePageScript(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'clients', entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'ascii',
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`esbuild produced no script for ${entry}`);
  return file.text;
}
