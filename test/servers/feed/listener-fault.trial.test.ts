import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROOT } from '../../../root.ts';

// A process, because an uncaught exception ends it.
const PROGRAM = `
import { createFeed } from './servers/feed/feed.ts';
const feed = createFeed();
feed.subscribe('t', () => { throw new Error('the first fails'); });
feed.subscribe('t', ({ seq }) => console.log('the second has ' + seq));
console.log('published ' + feed.append({ topic: 't', payload: 1 }).seq);
setTimeout(() => console.log('never'), 60_000);
`;

test('what a listener throws ends the process by default, after the others and the publisher', async () => {
  const running = promisify(execFile)(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    cwd: ROOT,
  });
  const failed = await running.then(
    () => expect.fail('it went on'),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  expect(failed.stdout).toBe('the second has 1\npublished 1\n');
  expect(failed.stderr).toContain('Error: the first fails');
  expect(failed.code).toBe(1);
});
