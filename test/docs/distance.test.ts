import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../root.ts';
import { PATH_NAMES, PATH_PRESETS } from '../../scenarios/load/path-presets.ts';
import { pathText } from '../../scenarios/load/path-text.ts';
import { readBenchOptions } from '../../scripts/terminal/bench-options.ts';
import { readTrialOptions } from '../../scripts/terminal/trial-options.ts';
import { UsageError } from '../../scripts/terminal/usage-error.ts';

const text = readFileSync(join(ROOT, 'docs/distance.md'), 'utf8');
const section = (title: string) => text.split(/^## /m).find(part => part.startsWith(`${title}\n`)) ?? '';
const unmarked = (cell: string) => cell.trim().replace(/^`(.*)`$/, '$1');
/** The rows of the table in a section, without its head. */
const rowsOf = (title: string): string[][] =>
  section(title)
    .split('\n')
    .filter(line => line.startsWith('| '))
    .slice(2)
    .map(line => line.split(' | ').map(cell => unmarked(cell.replace(/^\| | \|$/g, ''))));

function answerTo(args: string[]): string {
  try {
    readBenchOptions(args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error(`accepted: ${args.join(' ')}`);
}

describe('the document on paths', () => {
  test('has every preset with its numbers and their source', () => {
    expect(rowsOf('Presets')).toEqual(
      PATH_NAMES.map(name => [name, pathText(PATH_PRESETS[name].path), PATH_PRESETS[name].source]),
    );
  });

  test('quotes what the command answers', () => {
    const rows = rowsOf('What is refused');
    expect(rows.length).toBeGreaterThan(5);
    for (const [typed = '', answer] of rows) expect(answerTo(typed.split(' '))).toBe(answer);
  });

  test('shows commands that are accepted', () => {
    const commands = [...text.matchAll(/^npm run (bench|trial) -- (.*)$/gm)];
    expect(commands.length).toBeGreaterThan(2);
    for (const [, name, words = ''] of commands) {
      const read = name === 'bench' ? readBenchOptions : readTrialOptions;
      expect(() => read(words.split(' '))).not.toThrow();
    }
  });
});
