import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../root.ts';
import { SETS, scenarios } from '../../scenarios/catalogue.ts';

const text = readFileSync(join(ROOT, 'docs/scenarios.md'), 'utf8');

/** The rows of the table with this head, without head and rule. */
function rowsBelow(head: string): string[][] {
  const lines = text.split('\n');
  const from = lines.indexOf(head) + 2;
  const after = lines.slice(from);
  return after
    .slice(
      0,
      after.findIndex(line => !line.startsWith('| ')),
    )
    .map(line => line.replace(/^\| | \|$/g, '').split(' | '));
}

const setsOf = (id: string) =>
  Object.entries(SETS).flatMap(([name, members]) =>
    name !== 'all' && members.some(member => member.id === id) ? [name] : [],
  );

test('the list of scenarios has each one, with its question and its sets, in their order', () => {
  expect(rowsBelow('| scenario | the question | in the sets |')).toEqual(
    scenarios.map(({ id, question }) => [`\`${id}\``, question, setsOf(id).join(', ') || '–']),
  );
});

test('the list of sets has each one but that of all', () => {
  const named = rowsBelow('| set | for | `quick` takes about |').map(([name]) => name);
  expect(named).toEqual(Object.keys(SETS).flatMap(name => (name === 'all' ? [] : [`\`${name}\``])));
});
