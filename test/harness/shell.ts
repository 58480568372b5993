import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { ROOT } from '../../root.ts';

/** Whether `script` of util-linux is here, which gives a program a terminal, and bash. */
export const hasTerminals =
  spawnSync('script', ['-qec', 'bash -c "test -t 0"', '/dev/null'], { stdio: ['pipe', 'ignore', 'ignore'] })
    .status === 0;
/** For the name of a test that is left out. */
export const without = hasTerminals ? '' : ' (needs script of util-linux, and bash)';

/** An interactive shell in a terminal of its own. */
export interface Shell {
  /** Types keys, as a user does. */
  type(keys: string): void;
  /** Resolves when the terminal has shown this since the last time that it was asked. */
  shows(pattern: RegExp): Promise<RegExpExecArray>;
  /** Closes the terminal, as a user closes its window. Resolves when it is gone. */
  close(): Promise<void>;
}

/** Opens a shell in the project's root with job control. It is closed when the test is over. */
export function openShell(): Shell {
  const child = spawn('script', ['-qfec', 'bash --norc --noprofile -i', '/dev/null'], {
    cwd: ROOT,
    env: { ...process.env, TERM: 'dumb' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  const lookers = new Set<() => void>();
  child.stdout.on('data', chunk => {
    shown += chunk;
    for (const look of lookers) look();
  });
  child.stdin.on('error', () => {}); // The terminal is gone.
  const ended = once(child, 'close');
  async function close() {
    child.kill('SIGKILL'); // The kernel hangs the terminal up.
    await ended;
  }
  onTestFinished(close);
  return {
    type: keys => void child.stdin.write(keys),
    shows: pattern =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(shown);
          if (!found) return;
          lookers.delete(look);
          shown = shown.slice(found.index + found[0].length);
          resolve(found);
        };
        lookers.add(look);
        look();
        void ended.then(() => reject(new Error(`the shell ended without ${pattern}:\n${shown}`)));
      }),
    close,
  };
}
