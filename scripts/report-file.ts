import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../bench/results.ts';
import { bundlePage } from '../report/bundle.ts';
import { renderReport } from '../report/render.ts';

/** Renders a run to report.html in its folder, beside first and then by rename. Returns the path. */
export async function writeReport(folder: string, run: Run): Promise<string> {
  const path = join(folder, 'report.html');
  const beside = `${path}.part`;
  writeFileSync(beside, renderReport(run, await bundlePage()));
  renameSync(beside, path);
  return path;
}
