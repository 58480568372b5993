import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { mayRead } from './foreground.ts';
import type { Output } from './terminal.ts';

/** Nobody may be there to answer: a run of an hour must not wait for ever. */
export const ANSWER_WITHIN_SECONDS = 60;

/** Where a question is asked. */
export interface Dialogue {
  input: NodeJS.ReadStream & { fd: number };
  output: Output;
  /** Aborts the question, as Ctrl-C does. */
  signal: AbortSignal;
  answerWithinSeconds?: number;
}

/**
 * Whether there is a terminal to ask at: both streams are one, and this process is in its
 * foreground.
 */
export const canAsk = ({ input, output }: Pick<Dialogue, 'input' | 'output'>): boolean =>
  input.isTTY === true && output.isTTY === true && mayRead(input);

/** Asks a question with yes as its usual answer. Resolves with false only for `n` or `no`. */
export async function isYes(question: string, dialogue: Dialogue): Promise<boolean> {
  const { input, output, signal, answerWithinSeconds = ANSWER_WITHIN_SECONDS } = dialogue;
  // Without the terminal's raw mode, Ctrl-C stays a signal to the command.
  const lines = createInterface({ input, output, terminal: false });
  const late = AbortSignal.timeout(answerWithinSeconds * 1000);
  const done = new AbortController();
  const until = AbortSignal.any([signal, late, done.signal]);
  try {
    const answer = await Promise.race([
      lines.question(question, { signal: until }),
      once(lines, 'close', { signal: until }).then(() => ''), // Ctrl-D.
    ]);
    return !/^no?$/i.test(answer.trim());
  } catch {
    if (late.aborted) output.write('\n');
    return true; // Nobody answered, or the signal says what to do.
  } finally {
    done.abort();
    lines.close();
    input.pause();
  }
}
