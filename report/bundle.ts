import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import { ROOT } from '../root.ts';

/** The script and style that `renderReport` puts into the page. */
export interface PageAssets {
  script: string;
  style: string;
}

const folder = join(ROOT, 'report/page');

async function bundleScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'main.ts')],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'eof',
    charset: 'ascii',
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild returned no page script');
  return file.text;
}

/** Style sheets in the order in which they apply. */
const STYLES = [
  'colours.css',
  'style.css',
  'claims.css',
  'planner.css',
  'record.css',
  'run-comparison.css',
  'lecture.css',
  'print.css',
];

async function minifyStyle(): Promise<string> {
  const sources = await Promise.all(STYLES.map(name => readFile(join(folder, name), 'utf8')));
  const { code } = await transform(sources.join('\n'), { loader: 'css', minify: true, charset: 'ascii' });
  return code;
}

/**
 * Bundles the page's script (with Chart.js) and its style. One bundle serves any number of reports.
 */
export async function bundlePage(): Promise<PageAssets> {
  const [script, style] = await Promise.all([bundleScript(), minifyStyle()]);
  return { script, style };
}
