import { expect, test } from 'vitest';
import { commandAsTyped } from '../../../scripts/terminal/typed-command.ts';

test.each([
  [[], 'npm run bench'],
  [['ticker', '--seed', '3'], 'npm run bench -- ticker --seed 3'],
  [['--trace', '/home/me/secret/my.ndjson', '--speed', '2'], 'npm run bench -- --trace my.ndjson --speed 2'],
  [['--trace=../data/my.gz'], 'npm run bench -- --trace=my.gz'],
  [['--results', '/tmp/r', '--trace', 'my.gz'], 'npm run bench -- --results /tmp/r --trace my.gz'],
])('%j is kept without the folder of a trace', (args, command) => {
  expect(commandAsTyped('npm run bench', args)).toBe(command);
});
