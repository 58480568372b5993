import { expect, test } from 'vitest';
import type { Options } from '../../../scripts/terminal/command.ts';
import { readCommandLine } from '../../../scripts/terminal/command-line.ts';
import { UsageError } from '../../../scripts/terminal/usage-error.ts';

const OPTIONS = {
  list: { type: 'boolean', help: '' },
  path: { type: 'string', value: 'PATH', help: '' },
  preset: { type: 'string', value: 'NAME', default: 'quick', help: '' },
  topic: { type: 'string', value: 'NAME', multiple: true, help: '' },
} as const satisfies Options;
const command = { name: 'bench', does: '', usage: [], words: [0, 1], options: OPTIONS, notes: [] } as const;
const read = (...args: string[]) => readCommandLine(command, args, {});

test.each(['path', 'preset'])('--%s given twice is wrong use: neither value is dropped', name => {
  const twice = () => read(`--${name}`, 'a', 'word', `--${name}=b`);
  expect(twice).toThrow(UsageError);
  expect(twice).toThrow(new RegExp(`^--${name} is given twice; give it once$`));
  expect(() => read('--help', `--${name}=a`, `--${name}=b`)).not.toThrow();
});

test('a switch and an option with several values may be given again', () => {
  const { values } = read('--list', '--list', '--topic', 'a', '--topic', 'b', '--path', 'c');
  expect(values).toMatchObject({ list: true, topic: ['a', 'b'], path: 'c', preset: 'quick' });
});
