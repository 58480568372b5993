import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '../../results/format/run.ts';
import { readRun } from '../../results/format/run-file.ts';
import { onlyRun, startBench } from './bench-command.ts';
import { reportText } from './report-text.ts';

/** What a run of the command came to. */
export interface SmokeRun {
  code: number | null;
  output: string;
  run: Run;
  report: string;
}

/** Runs the bench at the smoke preset, with its results in a folder that is gone afterwards. */
export async function smokeRun(args: string[], prefix: string[] = []): Promise<SmokeRun> {
  const results = mkdtempSync(join(tmpdir(), 'pushlab-results-'));
  try {
    const command = startBench([...args, '--preset', 'smoke', '--results', results], { prefix });
    const { code, output } = await command.ended;
    const run = readRun(join(results, onlyRun(results).run.run.id));
    return { code, output, run, report: reportText(run) };
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
}
