import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../../results/format/run.ts';
import { readRun } from '../../results/format/run-file.ts';
import { ROOT } from '../../root.ts';

/** The folder of the committed samples. */
export const SAMPLES = join(ROOT, 'results/sample');

/** The names of the committed samples. */
export const sampleSets: readonly string[] = readdirSync(SAMPLES, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);

export const sampleOf = (set: string): Run => readRun(join(SAMPLES, set));

/** Those in which transports are compared: with one block there is no interval. */
export const comparedSets: readonly string[] = sampleSets.filter(set =>
  sampleOf(set).scenarios.some(({ parameters }) => parameters.blocks > 1),
);
