import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { onTestFinished } from 'vitest';

/** Keeps every core busy until the test is over, as another program of the user's does. */
export async function burnAllCores(): Promise<void> {
  const burners: ChildProcess[] = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  );
  onTestFinished(async () => {
    for (const burner of burners) burner.kill('SIGKILL');
    await Promise.all(burners.map(burner => burner.exitCode ?? burner.signalCode ?? once(burner, 'exit')));
  });
  await Promise.all(burners.map(burner => once(burner, 'spawn')));
}
