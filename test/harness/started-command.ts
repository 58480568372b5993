import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ROOT } from '../../root.ts';

/** A command of the lab; killed when the test is over. */
export function started(script: string, ...args: string[]) {
  const child = spawn(process.execPath, ['--no-warnings', join('scripts', script), ...args], { cwd: ROOT });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  const looks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      said += chunk;
      for (const look of looks) look();
    });
  }
  const ended = once(child, 'close').then(([code]) => ({ code, said }));
  const shows = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(said);
        if (found) resolve(found);
      };
      looks.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without ${pattern}:\n${said}`)));
    });
  return { child, shows, ended };
}
