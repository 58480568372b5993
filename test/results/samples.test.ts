import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SAMPLES, sampleSets } from '../harness/samples.ts';

/** A larger page is not looked at on the web host of a repository. */
const MOST_BYTES = 2_500_000;

describe.each(sampleSets)('the sample of %s', set => {
  test('has a report that is small, and its run beside it', () => {
    const path = join(SAMPLES, set, 'report.html');
    expect(statSync(path).size).toBeLessThan(MOST_BYTES);
    const page = readFileSync(path, 'utf8');
    expect(page.includes('<a href="run.json.gz">run.json.gz</a>'), 'a link to the run').toBe(true);
    expect(page.includes('id="run-data"'), 'the run itself').toBe(false);
    expect(existsSync(join(SAMPLES, set, 'run.json.gz'))).toBe(true);
  });
});

test('the overview of the samples has each of them, the review first', () => {
  const text = readFileSync(join(SAMPLES, 'README.md'), 'utf8');
  const titles = [...text.matchAll(/^## (\S+)$/gm)].map(([, title]) => title);
  expect(titles[0]).toBe('review');
  expect(titles.toSorted()).toEqual(sampleSets.toSorted());
});
