import { dirname, join, normalize } from 'node:path';
import { API } from 'typescript/unstable/sync';
import type {
  CodeSize,
  Complexity,
  CountedFile,
  Side,
  TransportComplexity,
} from '../../analysis/claims/code-size.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { codeSize, importedPaths } from './code-size.ts';

const ROOMS = { server: 'servers', client: 'clients' } as const satisfies Record<Side, string>;
const SIDES = Object.keys(ROOMS) as Side[];

/** A file and its imports of the same side, as paths from the root. */
interface Source {
  path: string;
  imports: string[];
  size: CodeSize;
}

/** The top-level room that a path lies in. */
const sideRoom = (path: string) => path.split('/')[0];

/** `entry` and all files that it imports, directly or indirectly. */
function reach(entry: string, read: (path: string) => Source): Source[] {
  const found = new Map<string, Source>();
  const follow = (path: string) => {
    if (found.has(path)) return;
    const source = read(path);
    found.set(path, source);
    source.imports.forEach(follow);
  };
  follow(entry);
  return [...found.values()];
}

const total = (files: readonly CodeSize[]): CodeSize => ({
  lines: files.reduce((sum, { lines }) => sum + lines, 0),
  branches: files.reduce((sum, { branches }) => sum + branches, 0),
});

/** The code size of one transport: its own, shared with some transports, and common to all. */
function needsOf(transport: TestedTransport, files: readonly CountedFile[]): TransportComplexity {
  const mine = files.filter(({ usedBy }) => usedBy.includes(transport));
  const bySide = (matches: (users: number) => boolean) => {
    const of = (side: Side) => total(mine.filter(file => file.side === side && matches(file.usedBy.length)));
    return { server: of('server'), client: of('client') };
  };
  return {
    transport,
    own: bySide(users => users === 1),
    shared: bySide(users => users > 1 && users < TESTED_TRANSPORTS.length),
    common: bySide(users => users === TESTED_TRANSPORTS.length),
  };
}

/**
 * Counts the code of each transport in the repository at `root`. It counts the files named like the
 * transport in servers/transports/ and clients/transports/, and their imports of the same side. The
 * TypeScript compiler parses them with the project's tsconfig.json. Throws if a file is missing.
 */
export function complexityOf(root: string): Complexity {
  const api = new API({ cwd: root });
  try {
    const [project] = api.updateSnapshot({ openProjects: [join(root, 'tsconfig.json')] }).getProjects();
    const sources = new Map<string, Source>();
    const read = (path: string): Source => {
      const known = sources.get(path);
      if (known) return known;
      const file = project?.program.getSourceFile(join(root, path));
      if (!file) throw new Error(`${path} is not a file of the project in ${root}`);
      const ofSide = importedPaths(file)
        .map(imported => normalize(join(dirname(path), imported)))
        .filter(imported => sideRoom(imported) === sideRoom(path));
      const source = { path, imports: ofSide, size: codeSize(file) };
      sources.set(path, source);
      return source;
    };
    const files = new Map<string, CountedFile>();
    for (const side of SIDES) {
      for (const transport of TESTED_TRANSPORTS) {
        for (const { path, size } of reach(join(ROOMS[side], 'transports', `${transport}.ts`), read)) {
          const counted = files.get(path) ?? { path, side, usedBy: [], ...size };
          counted.usedBy.push(transport);
          files.set(path, counted);
        }
      }
    }
    const counted = [...files.values()];
    return { transports: TESTED_TRANSPORTS.map(transport => needsOf(transport, counted)), files: counted };
  } finally {
    api.close();
  }
}
