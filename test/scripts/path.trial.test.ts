import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { ROOT } from '../../root.ts';

async function run(script: string, ...args: string[]) {
  const child = spawn(process.execPath, [`scripts/${script}.ts`, ...args], { cwd: ROOT });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, output, errors };
}

test.concurrent.each([
  [['bench', 'ticker', '--path', 'rtt=-5ms'], /^--path: rtt is "-5ms"; it must be a time in ms or s/],
  [
    ['bench', 'ticker', '--path', '3g'],
    /^--path: ticker, point default: its payloads alone take 4\.8 Mbit\/s/,
  ],
  [
    ['bench', 'capacity', '--path', 'down=8kbit'],
    /^--path: capacity, point start: its payloads alone take 2\.4 Mbit\/s/,
  ],
  [
    ['bench', 'trace', '--path', 'down=8kbit'],
    /^--path: trace, point default: its payloads alone take \d+\.?\d* kbit\/s down, and the path has 8 kbit\/s/,
  ],
  [
    ['trial', 'trace', 'sse', '--path', 'down=8kbit'],
    /^--path: trace, point default: its payloads alone take \d+\.?\d* kbit\/s down, and the path has 8 kbit\/s/,
  ],
  [
    ['bench', '--path', 'lan', '--network', 'loopback'],
    /^--path needs the isolated network; leave --network loopback out/,
  ],
  [['trial', 'ticker', 'sse', '--path', 'loss=100%'], /^--path: loss is "100%"; it must be a percentage/],
])(
  '%j is wrong use: one line, exit code 2, and nothing is measured',
  async ([script = '', ...args], line) => {
    const { code, output, errors } = await run(script, ...args);
    expect(errors).toMatch(line);
    expect(errors.replaceAll(/\n(?!$)/g, ' ')).toMatch(/^[^\n]+\n$/);
    expect([code, output]).toEqual([2, '']);
  },
);
