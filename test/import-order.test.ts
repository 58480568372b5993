import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENTRIES } from '../bench/processes/entries.ts';
import { ROOT } from '../root.ts';
import { circleOf, importsOf, reached, type Source, sourcesOf } from './harness/imports.ts';

/**
 * Which top-level folders a folder may import, besides itself. A path with a slash is that folder
 * alone.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  scenarios: [],
  results: ['scenarios'],
  analysis: ['results', 'scenarios'],
  bench: ['analysis', 'results', 'scenarios'],
  servers: ['analysis', 'bench/processes', 'bench/meters', 'results', 'scenarios'],
  clients: ['analysis', 'bench/processes', 'bench/meters', 'results', 'scenarios'],
  report: ['analysis', 'results', 'scenarios'],
  scripts: ['analysis', 'bench', 'clients', 'report', 'results', 'scenarios', 'servers'],
};

/** Folders that a browser page is bundled from, or may be. */
const PURE_FOLDERS = ['analysis', 'results/format', 'scenarios'];
/** Their files that read and write: none of them is in a page. */
const FILE_ACCESS = [
  'results/format/json-file.ts',
  'results/format/recorded-sessions.ts',
  'results/format/replace-file.ts',
  'results/format/run-file.ts',
  'scenarios/load/system-error.ts',
  'scenarios/load/trace-digest.ts',
  'scenarios/load/trace-text.ts',
  'scenarios/load/trace.ts',
];
const PAGE_ENTRIES = ['report/page/main.ts', 'clients/page/measured.ts', 'clients/demo/demo.ts'];
/** k6 runs these in an engine of its own. */
const OTHER_ENGINE = 'scenarios/k6/';

const topOf = (path: string) => path.split('/')[0] ?? '';
const isIn = (path: string, folder: string) => path.startsWith(`${folder}/`);
const isOurs = (imported: string) => imported.endsWith('.ts') && !imported.startsWith('node:');

/** Imports against the order of the folders, one line each. */
function againstOrder(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, imports }) => {
    const top = topOf(path);
    const allowed = MAY_IMPORT[top];
    if (!allowed) return [];
    return imports
      .filter(imported => isOurs(imported) && imported.includes('/') && !isIn(imported, top))
      .filter(imported => !allowed.some(folder => isIn(imported, folder)))
      .map(
        imported => `${path} imports ${imported}: ${top}/ may import only ${allowed.join(', ') || 'itself'}`,
      );
  });
}

/** Process entries that a file imports. */
function importedEntries(sources: readonly Source[]): string[] {
  const entries: readonly string[] = Object.values(ENTRIES);
  return sources.flatMap(({ path, imports }) =>
    imports
      .filter(imported => entries.includes(imported))
      .map(
        imported => `${path} imports ${imported}: a process entry is started by its path and never imported`,
      ),
  );
}

const nodeImports = ({ path, imports }: Source, rule: string) =>
  imports
    .filter(imported => imported.startsWith('node:'))
    .map(imported => `${path} imports ${imported}: ${rule}`);

/** Modules of Node where a page may need the file. */
function nodeInPages(sources: readonly Source[]): string[] {
  const isPure = ({ path }: Source) =>
    PURE_FOLDERS.some(folder => isIn(path, folder)) && !FILE_ACCESS.includes(path);
  return [
    ...sources.filter(isPure).flatMap(source => nodeImports(source, 'this folder is for pages too')),
    ...reached(sources, PAGE_ENTRIES).flatMap(source =>
      nodeImports(source, 'a page is bundled from this file'),
    ),
  ];
}

describe('an import against the rules is found and named', () => {
  const made = (files: Record<string, string>): Source[] =>
    Object.entries(files).map(([path, text]) => ({ path, imports: importsOf(path, text) }));

  test('a circular import between files, through types too', () => {
    const files = {
      'bench/a.ts': "import { b } from './b.ts';\n",
      'bench/b.ts': "import type {\n  C,\n} from './c.ts';\n",
      'bench/c.ts': "const a = await import('./a.ts');\n",
    };
    expect(circleOf(made(files))).toEqual(['bench/a.ts', 'bench/b.ts', 'bench/c.ts', 'bench/a.ts']);
  });

  test('a circular import between folders without one between files', () => {
    const files = {
      'bench/run/a.ts': "import '../trial/b.ts';\n",
      'bench/run/c.ts': 'export {};\n',
      'bench/trial/b.ts': 'export {};\n',
      'bench/trial/d.ts': "export * from '../run/c.ts';\n",
    };
    expect(circleOf(made(files))).toBeUndefined();
    expect(circleOf(made(files), dirname)).toEqual(['bench/run', 'bench/trial', 'bench/run']);
  });

  test.each([
    ['scenarios/a.ts', '../results/format/run.ts'],
    ['results/format/a.ts', '../../analysis/a.ts'],
    ['analysis/a.ts', '../bench/a.ts'],
    ['bench/a.ts', '../servers/a.ts'],
    ['servers/a.ts', '../clients/a.ts'],
    ['servers/a.ts', '../bench/trial/a.ts'],
    ['clients/a.ts', '../servers/a.ts'],
    ['report/a.ts', '../bench/a.ts'],
    ['report/a.ts', '../scripts/a.ts'],
  ])('%s imports %s', (path, imported) => {
    const [fault, ...more] = againstOrder(made({ [path]: `import { a } from '${imported}';\n` }));
    expect(fault).toContain(`${path} imports ${imported.replaceAll('../', '')}: `);
    expect(more).toEqual([]);
  });

  test('an imported process entry', () => {
    expect(importedEntries(made({ 'bench/a.ts': "import '../servers/main.ts';\n" }))).toEqual([
      expect.stringContaining('bench/a.ts imports servers/main.ts: '),
    ]);
  });

  test('a module of Node in a pure folder, and behind a page', () => {
    const files = {
      'analysis/a.ts': "import { join } from 'node:path';\n",
      'report/page/main.ts': "import { b } from '../text/b.ts';\n",
      'report/text/b.ts': "import { inflate } from 'node:zlib';\n",
    };
    expect(nodeInPages(made(files))).toEqual([
      expect.stringContaining('analysis/a.ts imports node:path: '),
      expect.stringContaining('report/text/b.ts imports node:zlib: '),
    ]);
  });
});

describe('the source tree', () => {
  const all = sourcesOf(ROOT);
  const sources = all.filter(({ path }) => topOf(path) in MAY_IMPORT && !path.startsWith(OTHER_ENGINE));

  test('has all its folders, and nothing outside them but settings', () => {
    expect(
      [...new Set(all.map(({ path }) => topOf(path)))].filter(top => !top.endsWith('.ts')).sort(),
    ).toEqual([...Object.keys(MAY_IMPORT), 'test'].sort());
    for (const entry of [...Object.values(ENTRIES), ...PAGE_ENTRIES, ...FILE_ACCESS])
      expect(all.map(({ path }) => path)).toContain(entry);
  });

  test('has no circular import between files', () => expect(circleOf(sources)).toBeUndefined());
  test('has no circular import between folders', () => expect(circleOf(sources, dirname)).toBeUndefined());
  test('has no circular import between top folders', () => expect(circleOf(sources, topOf)).toBeUndefined());
  test('keeps the import order', () => expect(againstOrder(sources)).toEqual([]));
  test('starts processes by their path', () => expect(importedEntries(all)).toEqual([]));
  test('has nothing of Node in what pages are bundled from', () => expect(nodeInPages(sources)).toEqual([]));
});
