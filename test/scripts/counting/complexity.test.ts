import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Complexity, codeForTransport } from '../../../analysis/claims/code-size.ts';
import { ROOT } from '../../../root.ts';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { complexityOf } from '../../../scripts/counting/complexity.ts';

const roots: string[] = [];
afterAll(() => roots.forEach(root => void rmSync(root, { recursive: true })));

/**
 * Counts a repository of these files; a transport's file that is not named is empty but for one
 * line.
 */
function counted(files: Record<string, string>): Complexity {
  const root = mkdtempSync(join(tmpdir(), 'complexity-'));
  roots.push(root);
  const all: Record<string, string> = { 'tsconfig.json': '{ "compilerOptions": { "noLib": true } }' };
  for (const folder of ['servers', 'clients']) {
    for (const transport of TESTED_TRANSPORTS) all[`${folder}/transports/${transport}.ts`] = 'export {};\n';
  }
  for (const [path, text] of Object.entries({ ...all, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return complexityOf(root);
}

const fileOf = (complexity: Complexity, path: string) => complexity.files.find(file => file.path === path);
const sizeOf = (text: string) =>
  fileOf(counted({ 'servers/transports/sse.ts': text }), 'servers/transports/sse.ts');

describe('lines', () => {
  test('leave out blank lines and comments, wherever they stand', () => {
    const text = [
      '/** What it is',
      ' * for. */',
      '',
      'export const a = 1; // so',
      '  // alone',
      'export function nothing() {',
      '  /* nothing */',
      '}',
      '/* before */ export const b = 2;',
    ].join('\n');
    expect(sizeOf(text)).toMatchObject({ lines: 4, branches: 0 });
  });

  test('keep what only looks like a comment', () => {
    const text = [
      "export const address = 'http://a'; export const b = '/*';",
      'export const template = `x ${`// inner`} /*',
      '// still text ${1} */`;',
      'export const expression = /\\/\\/[/*]/;',
      "export const word = '…';  // …",
    ].join('\n');
    expect(sizeOf(text)).toMatchObject({ lines: 5, branches: 0 });
  });
});

describe('branches', () => {
  test.each([
    ['if (a) b(); else if (c) d();', 2],
    ['for (;;) a(); for (const b in c) d(); for (const b of c) d(); while (a) b(); do a(); while (b);', 5],
    ['switch (a) { case 1: case 2: b(); break; default: c(); }', 2],
    ['try { a(); } catch { b(); } finally { c(); }', 1],
    ['a && b || c ?? d;', 3],
    ['a &&= b; a ||= b; a ??= b;', 3],
    ['a ? b : c ? d : e;', 2],
  ])('of %s are %i', (text, branches) => {
    expect(sizeOf(text)?.branches).toBe(branches);
  });

  test('are none in types, optional names, promises and texts', () => {
    const text = [
      'type T<A> = A extends string ? 1 : 2; interface O { a?: number; if?: string }',
      "function f(a?: number) { return a?.toFixed(); } p.catch(() => {}); const s = 'if (a && b)'; // if (a)",
    ].join('\n');
    expect(sizeOf(text)).toMatchObject({ lines: 2, branches: 0 });
  });
});

test('tells own files from those of some and those of all, through imports and types', () => {
  const complexity = counted({
    'servers/transports/sse.ts':
      "import { push } from './push.ts';\nimport { other } from '../../elsewhere.ts';\npush();\n",
    'servers/transports/websocket.ts': "import { push } from './push.ts';\nimport './mask.ts';\npush();\n",
    'servers/transports/push.ts':
      "import type { Feed } from '../feed/feed.ts';\nexport const push = (a?: Feed) => a ?? 0;\n",
    'servers/transports/short-polling.ts': "export * from '../feed/feed.ts';\n",
    'servers/transports/long-polling.ts': "export * from '../feed/feed.ts';\n",
    'servers/feed/feed.ts': "import '../transports/push.ts';\nexport type Feed = string;\n",
    'servers/transports/mask.ts': 'export {};\n',
    'servers/transports/unused.ts': 'export {};\n',
    'elsewhere.ts': 'export const other = 1;\n',
  });
  expect(fileOf(complexity, 'servers/transports/mask.ts')?.usedBy).toEqual(['websocket']);
  expect(fileOf(complexity, 'servers/transports/push.ts')).toMatchObject({
    side: 'server',
    usedBy: TESTED_TRANSPORTS,
  });
  expect(fileOf(complexity, 'servers/transports/unused.ts')).toBeUndefined();
  expect(fileOf(complexity, 'elsewhere.ts')).toBeUndefined();
  expect(complexity.transports.find(({ transport }) => transport === 'websocket')).toEqual({
    transport: 'websocket',
    own: { server: { lines: 4, branches: 0 }, client: { lines: 1, branches: 0 } },
    shared: { server: { lines: 0, branches: 0 }, client: { lines: 0, branches: 0 } },
    common: { server: { lines: 4, branches: 1 }, client: { lines: 0, branches: 0 } },
  });
});

test('a file that is missing is named', () => {
  expect(() => counted({ 'clients/transports/sse.ts': "import './gone.ts';\n" })).toThrow(
    'clients/transports/gone.ts is not a file',
  );
});

test('of this repository every transport has code of its own, and push is shared', () => {
  const complexity = complexityOf(ROOT);
  for (const transport of complexity.transports) {
    expect(codeForTransport(transport).lines).toBeGreaterThan(20);
    expect(transport.own.server.lines).toBeGreaterThan(10);
  }
  expect(fileOf(complexity, 'servers/transports/push-stream.ts')?.usedBy).toEqual(['sse', 'websocket']);
  expect(fileOf(complexity, 'servers/transports/poll-answer.ts')?.usedBy).toEqual([
    'short-polling',
    'long-polling',
  ]);
  expect(fileOf(complexity, 'servers/feed/feed.ts')?.usedBy).toEqual([...TESTED_TRANSPORTS]);
});
