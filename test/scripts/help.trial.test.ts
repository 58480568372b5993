import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { ROOT } from '../../root.ts';

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

async function run(command: string, ...args: string[]) {
  const [, ...words] = command.split(' ');
  const child = spawn(process.execPath, [...words, ...args], { cwd: ROOT });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, output, errors };
}

const tooWide = (output: string) => output.split('\n').filter(({ length }) => length > 80);

test.concurrent.each(Object.entries(scripts))(
  'npm run %s -- --help prints a help of at most 80 columns, and does nothing else',
  async (name, command) => {
    expect(command).toMatch(/^node scripts\/\S+\.ts$/);
    const { code, output, errors } = await run(command, '--help');
    expect([code, errors]).toEqual([0, '']);
    expect(output).toContain(`npm run ${name}`);
    expect(output).toMatch(/^ {2}--help +shows this$/m);
    expect(tooWide(output)).toEqual([]);
  },
);

test.concurrent('a scenario has a help of its own, and a misspelt one is wrong use', async () => {
  const { code, output } = await run('node scripts/bench.ts', 'ticker', '--help');
  expect(code).toBe(0);
  expect(output).toMatch(
    /^ticker: Ticker\n\nQuestion\n[\s\S]*\nPrediction\n[\s\S]*\nPoints\n[\s\S]*\nTime, /,
  );
  const misspelt = await run('node scripts/trial.ts', 'tikcer', '--help');
  expect(misspelt).toEqual({
    code: 2,
    output: '',
    errors: 'unknown scenario "tikcer"; did you mean "ticker"?\n',
  });
});
