import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { onTestFinished } from 'vitest';

/**
 * Keeps every core busy, as another program of the user's does, until the returned function is
 * called or the test is over.
 */
export async function burnAllCores(): Promise<() => Promise<void>> {
  const burners: ChildProcess[] = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  );
  async function stop() {
    for (const burner of burners) burner.kill('SIGKILL');
    await Promise.all(burners.map(burner => burner.signalCode ?? once(burner, 'exit')));
  }
  onTestFinished(stop);
  await Promise.all(burners.map(burner => once(burner, 'spawn')));
  return stop;
}
