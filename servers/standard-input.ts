import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { Compile } from 'typebox/compile';
import { Draft } from '../scenarios/load/notification.ts';
import type { Feed } from './feed/feed.ts';

const draft = Compile(Draft);

/**
 * Appends each NDJSON line of `input` to the feed: `{"topic": …, "payload": …}`, with timestamps if
 * a publisher sets them. An invalid line is reported by its number and skipped. `onProgress`
 * receives the number of lines read, valid or not, after each chunk of input and at its end.
 */
export function appendLines(
  input: Readable,
  feed: Feed,
  onFault: (fault: string) => void,
  onProgress?: (lines: number, ended: boolean) => void,
): void {
  const decoder = new StringDecoder('utf8');
  let lineNumber = 0;
  let rest = '';

  function append(text: string): void {
    lineNumber++;
    try {
      const value: unknown = JSON.parse(text);
      if (!draft.Check(value)) throw new Error('not {"topic": text, "payload": any JSON}');
      feed.append(value);
    } catch (error) {
      onFault(`standard input, line ${lineNumber}: ${(error as Error).message}`);
    }
  }

  // node:readline also breaks lines at U+2028 and U+2029, which JSON text may contain.
  input.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() as string;
    for (const line of lines) append(line);
    onProgress?.(lineNumber, false);
  });
  input.on('end', () => {
    if (rest !== '') append(rest);
    onProgress?.(lineNumber, true);
  });
}

/**
 * The same, but resolves when the first `lines` lines are in the feed. Rejects if the input ends
 * earlier.
 */
export function refill(input: Readable, feed: Feed, lines: number, onFault: (fault: string) => void) {
  return new Promise<void>((resolve, reject) => {
    if (lines === 0) resolve();
    appendLines(input, feed, onFault, (read, ended) => {
      if (read >= lines) resolve();
      else if (ended) reject(new Error(`standard input ended after ${read} of the ${lines} lines to refill`));
    });
  });
}
