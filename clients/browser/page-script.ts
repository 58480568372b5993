import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../../root.ts';

/** One browser script out of a module of clients/, named by its path there, and all that it imports. */
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
  if (!file) throw new Error(`esbuild gave no script of ${entry}`);
  return file.text;
}
