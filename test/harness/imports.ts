import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/**
 * One file and what it imports: files of the repository as paths from the root, all else as it is
 * written.
 */
export interface Source {
  path: string;
  imports: readonly string[];
}

/** Static imports and exports, types included, and dynamic imports of a literal. */
const IMPORT =
  /^(?:import|export)\b[^;'"]*?\bfrom ['"]([^'"]+)['"]|^import ['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

/** What a file at `path` with this text imports. */
export function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(IMPORT)].map(([, from, alone, dynamic]) => {
    const imported = from ?? alone ?? dynamic ?? '';
    return imported.startsWith('.') ? normalize(join(dirname(path), imported)) : imported;
  });
}

/** Every TypeScript file of the working tree at `root` that git knows or would take. */
export function sourcesOf(root: string): Source[] {
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard', '*.ts'], { cwd: root });
  return listed
    .toString()
    .split('\0')
    .filter(path => path !== '' && existsSync(join(root, path)))
    .map(path => ({ path, imports: importsOf(path, readFileSync(join(root, path), 'utf8')) }));
}

/** All that `entries` reach, themselves included. */
export function reached(sources: readonly Source[], entries: readonly string[]): Source[] {
  const byPath = new Map(sources.map(source => [source.path, source]));
  const found = new Set<Source>();
  const follow = (path: string) => {
    const source = byPath.get(path);
    if (!source || found.has(source)) return;
    found.add(source);
    source.imports.forEach(follow);
  };
  entries.forEach(follow);
  return [...found];
}

/**
 * One circle of imports among nodes that `nodeOf` makes of paths, as the nodes in their order;
 * undefined where there is none.
 */
export function circleOf(
  sources: readonly Source[],
  nodeOf: (path: string) => string = path => path,
): string[] | undefined {
  const paths = new Set(sources.map(({ path }) => path));
  const next = new Map<string, Set<string>>();
  for (const { path, imports } of sources) {
    const node = nodeOf(path);
    const targets = next.get(node) ?? new Set();
    next.set(node, targets);
    for (const imported of imports)
      if (paths.has(imported) && nodeOf(imported) !== node) targets.add(nodeOf(imported));
  }
  const done = new Set<string>();
  const search = (node: string, way: readonly string[]): string[] | undefined => {
    const start = way.indexOf(node);
    if (start >= 0) return [...way.slice(start), node];
    if (done.has(node)) return undefined;
    for (const target of next.get(node) ?? []) {
      const circle = search(target, [...way, node]);
      if (circle) return circle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of next.keys()) {
    const circle = search(node, []);
    if (circle) return circle;
  }
  return undefined;
}
