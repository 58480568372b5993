import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../root.ts';

/** Words that this project does not use, each with the word that it uses instead. */
const REPLACED: readonly [unwanted: RegExp, use: string][] = [
  [/\bcontestants?\b/i, 'transport, transport under test'],
  [/\b(witness(es|ed)?|testimon(y|ies))\b/i, 'external tool, cross-check, tool report'],
  [/\bcomebacks?\b/i, 'automatic reconnect'],
  [/\bwhole again\b/i, 'caught up'],
  [/\b(provoke[sd]?|provoking)\b/i, 'cause, expected failure'],
  [/\b(mend(s|ed|ing)?)\b/i, 'clear (a fault), fix'],
  [/\b(told|tells?|tell) apart\b/i, 'distinguishable'],
  [/\bin vain\b/i, 'empty poll'],
  [/\bstrangers?\b/i, 'other processes'],
  [/\b(cry|cries|cried) wolf\b/i, 'false positive'],
  [/\b(lays?|laid) beside\b/i, 'compare with'],
];

const COLUMNS = 100;

/** What is text of ours: sources, pages and documents; no data, no lock file. */
const isText = (path: string) =>
  (/\.(ts|md|css|go|sh)$/.test(path) || path === '.ci/run') &&
  !path.startsWith('results/sample/') &&
  path !== 'test/words.test.ts';

/** Files that must say a former name: to read old runs, and to answer to it. */
const FORMER_NAMES = [
  'docs/decisions/0017-folders-and-import-order.md',
  'results/format/upgrade.ts',
  'scenarios/catalogue.ts',
  'test/results/format/upgrade.test.ts',
  'test/scripts/terminal/bench-options.test.ts',
  'test/scripts/terminal/trial-options.test.ts',
];
/** A decision keeps the file name under which others link to it. */
const LINK = /0015-witnesses\.md/g;

const files = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: ROOT })
  .toString()
  .split('\0')
  .filter(path => isText(path) && existsSync(join(ROOT, path)))
  .map(path => ({ path, lines: readFileSync(join(ROOT, path), 'utf8').split('\n') }));

/** Every use of a replaced word, with its place and the word to use. */
const unwantedIn = (path: string, lines: readonly string[]): string[] =>
  lines.flatMap((line, index) =>
    REPLACED.filter(([unwanted]) => unwanted.test(line.replaceAll(LINK, ''))).map(
      ([unwanted, use]) => `${path}:${index + 1}: "${unwanted.exec(line)?.[0]}"; use: ${use}`,
    ),
  );

/** A comment that Biome reads must stand on one line. */
const isComment = (line: string) => /^\s*(\/\*\*?|\*|\/\/)( |$)/.test(line) && !line.includes('biome-ignore');
/** Tables, links, pictures and code blocks cannot be wrapped. */
function proseOf(lines: readonly string[]): string[] {
  let isCode = false;
  return lines.map(line => {
    if (/^\s*```/.test(line)) isCode = !isCode;
    return isCode || /^\s*\||\]\(|https?:/.test(line) ? '' : line;
  });
}

/** Lines of comments and documents that are wider than a terminal shows. */
const tooWideIn = (path: string, lines: readonly string[]): string[] =>
  (path.endsWith('.md') ? proseOf(lines) : lines.map(line => (isComment(line) ? line : ''))).flatMap(
    (line, index) => (line.length > COLUMNS ? [`${path}:${index + 1}: ${line.length} columns`] : []),
  );

describe('what is written', () => {
  test('uses one word for one thing', () => {
    const former = files.filter(({ path }) => FORMER_NAMES.includes(path));
    for (const { path, lines } of former) expect(unwantedIn(path, lines), path).not.toEqual([]);
    expect(former).toHaveLength(FORMER_NAMES.length);
    const places = files.filter(({ path }) => !FORMER_NAMES.includes(path));
    expect(places.flatMap(({ path, lines }) => unwantedIn(path, lines))).toEqual([]);
  });

  test(`fits into ${COLUMNS} columns where it is a comment or a document`, () => {
    expect(files.flatMap(({ path, lines }) => tooWideIn(path, lines))).toEqual([]);
  });
});

describe('what would be wrong is found', () => {
  test.each([
    ['a contestant wins', 'transport'],
    ['// Witnesses agree', 'external tool'],
    ['polls in vain', 'empty poll'],
    ['the fault was mended', 'clear'],
  ])('%j', (line, use) => {
    expect(unwantedIn('a.ts', ['fine', line])).toEqual([expect.stringMatching(`^a\\.ts:2: .*${use}`)]);
  });

  test('wide lines, but no table and no code', () => {
    const wide = 'x'.repeat(COLUMNS + 1);
    expect(tooWideIn('a.ts', [`// ${wide}`, `const a = '${wide}';`])).toHaveLength(1);
    expect(tooWideIn('a.md', [wide, `| ${wide} |`, '```', wide, '```'])).toHaveLength(1);
  });
});
