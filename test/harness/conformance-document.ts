import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../root.ts';

const isRule = (line: string) => /^[| -]+$/.test(line);

/** The rows of the table below a heading of docs/conformance.md, without those of its head. */
export function rowsBelow(title: string, headRows = 1): string[][] {
  const text = readFileSync(join(ROOT, 'docs/conformance.md'), 'utf8');
  const section = text.split(/^##+ /m).find(part => part.startsWith(`${title}\n`));
  if (!section) throw new Error(`docs/conformance.md has no heading "${title}"`);
  return section
    .split('\n')
    .filter(line => line.startsWith('| ') && !isRule(line))
    .slice(headRows)
    .map(line => line.replace(/^\| | \|$/g, '').split(' | '));
}
