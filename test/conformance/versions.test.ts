import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../root.ts';
import { rowsBelow } from '../harness/conformance-document.ts';

const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');

test('docs/conformance.md has the versions that are installed', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(textOf('package.json'));
  const go = textOf('test/harness/h2spec/go.mod').matchAll(/^\t(\S*h2spec) (\S+)/gm);
  const python = textOf('test/harness/autobahn/requirements.txt').matchAll(/^(\S+)==(\S+)$/gm);
  const installed: Record<string, string> = {
    ...dependencies,
    ...devDependencies,
    ...optionalDependencies,
    ...Object.fromEntries([...go].map(([, name, version]) => [name, version])),
    ...Object.fromEntries([...python].map(([, name, version]) => [name, version])),
  };
  const rows = rowsBelow('Versions');
  expect(rows.map(([name = '']) => [name, installed[name]])).toEqual(rows);
  expect(rows.length).toBeGreaterThan(5);
});
