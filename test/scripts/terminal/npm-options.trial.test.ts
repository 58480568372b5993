import { expect, test } from 'vitest';
import type { Options } from '../../../scripts/terminal/command.ts';
import { readCommandLine } from '../../../scripts/terminal/command-line.ts';
import { optionsKeptByNpm } from '../../../scripts/terminal/npm-options.ts';
import { UsageError } from '../../../scripts/terminal/usage-error.ts';
import { startBench } from '../../harness/bench-command.ts';

const OPTIONS = {
  list: { type: 'boolean', help: '' },
  seed: { type: 'string', value: 'N', help: '' },
  preset: { type: 'string', value: 'NAME', help: '' },
} as const satisfies Options;

test.each([
  ['none', { npm_config_cache: '/root/.npm', npm_config_yes: '' }, []],
  ['a switch', { npm_config_list: 'true' }, ['--list']],
  ['a value behind =', { npm_config_seed: '7' }, ['--seed 7']],
  ['a value that became a word of its own', { npm_config_preset: 'true' }, ['--preset …']],
  ['two', { npm_config_preset: 'smoke', npm_config_list: 'true' }, ['--list', '--preset smoke']],
  ['one that npm has switched off', { npm_config_list: '' }, []],
])('options that npm kept: %s', (_, env, kept) => {
  expect(optionsKeptByNpm(OPTIONS, env)).toEqual(kept);
});

test('a command whose options npm kept is wrong use, and says how to write it', () => {
  const env = { npm_config_seed: '7', npm_lifecycle_event: 'bench' };
  const command = { name: 'bench', does: '', usage: [], words: [0, 1], options: OPTIONS, notes: [] } as const;
  const parse = () => readCommandLine(command, ['ticker'], env);
  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(/^options go after "--", .*: npm run bench -- --seed 7$/);
});

test('npm run bench --list, without the --, does not start the tour', async () => {
  const { code, output } = await startBench(['--list'], { npm: 'without --' }).ended;
  expect(code).toBe(2);
  expect(output).toMatch(/^options go after "--".*: npm run bench -- --list$/m);
});
