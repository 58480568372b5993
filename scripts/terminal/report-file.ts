import { join } from 'node:path';
import { bundlePage } from '../../report/bundle.ts';
import { renderReport } from '../../report/render.ts';
import { packed } from '../../report/text/packed.ts';
import { replaceFile } from '../../results/format/replace-file.ts';
import type { Run } from '../../results/format/run.ts';
import { ROOT } from '../../root.ts';
import { complexityOf } from '../counting/complexity.ts';

/** Renders a run to report.html in its folder, with the current code size. Returns the path. */
export async function writeReport(folder: string, run: Run): Promise<string> {
  const path = join(folder, 'report.html');
  replaceFile(path, renderReport(run, await bundlePage(), complexityOf(ROOT), packed));
  return path;
}
