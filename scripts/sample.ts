import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { answerMarkdown } from '../report/exports/matrix-markdown.ts';
import { replaceFile } from '../results/format/replace-file.ts';
import type { Run } from '../results/format/run.ts';
import { readRun } from '../results/format/run-file.ts';
import { ROOT } from '../root.ts';
import { SETS, type SetName } from '../scenarios/catalogue.ts';
import { takeScreenshots } from './screenshots.ts';
import { usageLine } from './terminal/command.ts';
import { runCommand } from './terminal/command-line.ts';
import { SAMPLE as COMMAND } from './terminal/commands.ts';
import { knownLayerCostsSource } from './terminal/known-layer-costs-source.ts';
import { writeReport } from './terminal/report-file.ts';
import { oneOf, UsageError } from './terminal/usage-error.ts';
import { wrapped } from './terminal/wrapped.ts';

const SAMPLE = join(ROOT, 'results', 'sample');

/** The width of the repository's documents. */
const COLUMNS = 100;

/** The set whose report the README shows; its section comes first. */
const PICTURED: SetName = 'review';

/** The beginning of the overview. */
const HEAD = `# Sample runs

Made by \`npm run sample\`. \`npm run report -- results/sample/<set>\` renders one again. To keep
them small, these reports do not hold their run: keep \`run.json.gz\` beside \`report.html\`.
`;

/** Wraps all lines but those of a table. */
const inColumns = (markdown: string): string =>
  markdown
    .split('\n')
    .flatMap(line => (line === '' || line.startsWith('|') ? [line] : wrapped(line, COLUMNS)))
    .join('\n');

/** Where the values of a sample come from: one run, or the sessions that it was joined from. */
function sourceOf({ run, sessions }: Run): string {
  if (sessions) {
    const [first] = sessions;
    return `${sessions.length} sessions (${sessions.map(({ id }) => id).join(', ')}), preset ${run.preset}, joined; each: \`${first?.command}\`.`;
  }
  return `Run ${run.id}, preset ${run.preset}, ${run.startedAt.slice(0, 10)}: \`${run.command}\`.`;
}

/** What one can see of a sample on the web host of the repository, without opening its report. */
function sectionOf(set: string, run: Run): string {
  const picture = set === PICTURED ? '\n![The first screen of the report](../../docs/report.png)\n' : '';
  return `## ${set}

${inColumns(sourceOf(run))}
[The report](${set}/report.html), [its run.json](${set}/run.json.gz).
${picture}
${inColumns(answerMarkdown(run))}`;
}

/**
 * Renders the report of each sample, their overview and the README's pictures, and writes what the
 * sample of the layers says for the planner of other runs. If a set and a run folder are given,
 * this run first becomes the sample of its set.
 */
await runCommand(COMMAND, async ({ positionals: [name, folder] }) => {
  if (name !== undefined && folder === undefined) throw new UsageError(usageLine(COMMAND));
  if (name !== undefined && folder !== undefined) {
    const set = oneOf('set', name, Object.keys(SETS));
    const run = readRun(folder);
    mkdirSync(join(SAMPLE, set), { recursive: true });
    writeFileSync(join(SAMPLE, set, 'run.json.gz'), gzipSync(`${JSON.stringify(run)}\n`, { level: 9 }));
  }
  const layers = join(SAMPLE, 'layers');
  if (existsSync(layers))
    replaceFile(
      join(ROOT, 'analysis/cost-model/known-layer-costs.ts'),
      knownLayerCostsSource(readRun(layers)),
    );
  const sets = readdirSync(SAMPLE)
    .filter(set => existsSync(join(SAMPLE, set, 'run.json.gz')))
    .toSorted((a, b) => Number(b === PICTURED) - Number(a === PICTURED));
  const sections: string[] = [];
  for (const set of sets) {
    const run = readRun(join(SAMPLE, set));
    sections.push(sectionOf(set, run));
    const report = await writeReport(join(SAMPLE, set), run);
    process.stdout.write(`${relative(ROOT, report)}\n`);
    if (set !== PICTURED) continue;
    for (const picture of await takeScreenshots(report, join(ROOT, 'docs')))
      process.stdout.write(`${relative(ROOT, picture)}\n`);
  }
  writeFileSync(join(SAMPLE, 'README.md'), `${HEAD}\n${sections.join('\n')}`);
});
