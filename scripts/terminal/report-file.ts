import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundlePage } from '../../report/bundle.ts';
import { renderReport } from '../../report/render.ts';
import { packed } from '../../report/text/packed.ts';
import { replaceFile } from '../../results/format/replace-file.ts';
import type { Run } from '../../results/format/run.ts';
import { runFileIn } from '../../results/format/run-file.ts';
import { ROOT } from '../../root.ts';
import { complexityOf } from '../counting/complexity.ts';
import { openInBrowser } from './open-in-browser.ts';

/**
 * Renders a run to report.html in its folder, with the current code size. Where the folder has the
 * run packed, as a sample, the report links to that file and does not hold the run again. Returns
 * the path.
 */
export async function writeReport(folder: string, run: Run): Promise<string> {
  const path = join(folder, 'report.html');
  const runFile = basename(runFileIn(folder));
  const beside = runFile.endsWith('.gz') ? runFile : null;
  replaceFile(path, renderReport(run, await bundlePage(), complexityOf(ROOT), packed, beside));
  return path;
}

/**
 * Writes the report of a run and prints its address, which terminals open on a click. With `open`
 * it also opens in the default browser; if that fails, one line on standard error says why.
 */
export async function showReport(folder: string, run: Run, open: boolean): Promise<void> {
  const { href } = pathToFileURL(resolve(await writeReport(folder, run)));
  process.stdout.write(`${href}\n`);
  const fault = open ? await openInBrowser(href) : null;
  if (fault !== null) process.stderr.write(`${fault}\n`);
}
