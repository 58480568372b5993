import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** A step takes milliseconds. The timeout keeps a hanging step from blocking the bench. */
export const STEP_TIMEOUT_MS = 5000;

/** Explains why a command could not be started. */
export function startFault(error: NodeJS.ErrnoException, program: string | undefined): Error {
  return error.code === 'ENOENT' ? new Error(`${program} is not installed`) : error;
}

/** Runs a command to its end. Rejects with the last line of its error output. */
export async function runCommand(command: readonly string[]): Promise<void> {
  const child = spawn(command[0] as string, command.slice(1), {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: STEP_TIMEOUT_MS,
  });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]).catch(error => {
    throw startFault(error, command[0]);
  });
  if (code !== 0) {
    throw new Error(stderr.trim().split('\n').at(-1) || `${command[0]} ended with ${code}`);
  }
}

/** Runs lines of a shell one after the other, until one fails, behind a prefix. */
export const runLines = (prefix: readonly string[], lines: readonly string[]): Promise<void> =>
  runCommand([...prefix, 'sh', '-c', lines.join(' && ')]);
