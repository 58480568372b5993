import type { ChildProcess, StdioOptions } from 'node:child_process';
import type { WriteStream } from 'node:tty';
import { errorInWords } from '../../scenarios/load/system-error.ts';

/** Codes of a write to a pipe or a socket whose reader has gone. */
const READER_GONE = ['EPIPE', 'ECONNRESET'];

/** A terminal that was closed answers a write with EIO; anywhere else that is a broken disk. */
const isReaderGone = ({ code = '' }: NodeJS.ErrnoException, { isTTY }: WriteStream): boolean =>
  READER_GONE.includes(code) || (isTTY && code === 'EIO');

/**
 * Lets a command finish its work when nobody reads what it prints any more, as in `… | head -1`. It
 * drops the rest of its output without a word, and its exit code stays what the work makes it. Any
 * other write that fails, as to a full disk, makes one line on standard error, and exit code 1
 * where the command sets none.
 */
export function outliveReaders(): void {
  let isSaid = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', error => {
      if (isSaid || isReaderGone(error, stream)) return;
      isSaid = true;
      process.exitCode ??= 1;
      process.stderr.write(`the output cannot be written: ${errorInWords(error)}\n`);
    });
  }
}

const passedOn = ({ isTTY }: WriteStream) => (isTTY ? 'inherit' : 'pipe');

/**
 * Standard streams of a child that prints where this command does. A pipe is not passed on: the
 * child would end with the reader of that pipe. `showOutput` prints what the child writes.
 */
export const shownStreams = (): StdioOptions => [
  'inherit',
  passedOn(process.stdout),
  passedOn(process.stderr),
];

/** Prints what a child with `shownStreams` writes, as it comes. */
export function showOutput({ stdout, stderr }: ChildProcess): void {
  stdout?.on('data', chunk => void process.stdout.write(chunk));
  stderr?.on('data', chunk => void process.stderr.write(chunk));
}
