import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../../root.ts';

const FOLDER = join(ROOT, 'report/page');
const DARK = /@media \(prefers-color-scheme: dark\) \{\s*(:root[^{]*)\{([^}]*)\}\s*\}/g;

// So the dark page needs only those rules of axe-core that judge colours, once the light one has
// passed all of them.
test('the colours of the system change colours, and nothing else of a page', () => {
  const sheets = readdirSync(FOLDER).filter(name => name.endsWith('.css'));
  const texts = sheets.map(name => readFileSync(join(FOLDER, name), 'utf8')).join('\n');
  const blocks = [...texts.matchAll(DARK)];
  expect(blocks).toHaveLength(texts.match(/prefers-color-scheme/g)?.length ?? 0);
  const declarations = blocks.flatMap(([, , body = '']) => body.split(';').map(line => line.trim()));
  expect(declarations.filter(Boolean).length).toBeGreaterThan(10);
  for (const declaration of declarations.filter(Boolean))
    expect(declaration).toMatch(/^--[a-z-]+: #[0-9a-f]{6}$/);
});
