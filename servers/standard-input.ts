import type { Readable } from 'node:stream';
import { Compile } from 'typebox/compile';
import { isBlank } from '../scenarios/load/json-text.ts';
import { Draft } from '../scenarios/load/notification.ts';
import { payloadText } from '../scenarios/load/payload-text.ts';
import { utf8Text } from '../scenarios/load/utf8-text.ts';
import type { ServedFeed } from './feed/feed.ts';

const draft = Compile(Draft);
const NEWLINE = 0x0a;

/**
 * Appends each NDJSON line of `input` to the feed: `{"topic": …, "payload": …}`, with timestamps if
 * a publisher sets them. The payload is passed on as it came. A blank line is skipped. An invalid
 * line is reported by its number and skipped. `onProgress` receives the number of lines read, valid
 * or not, after each chunk of input and at its end.
 */
export function appendLines(
  input: Readable,
  feed: ServedFeed,
  onFault: (fault: string) => void,
  onProgress?: (lines: number, ended: boolean) => void,
): void {
  let lineNumber = 0;
  /** The pieces of a line whose end has not come yet. */
  let begun: Buffer[] = [];

  function append(line: Buffer): void {
    const number = ++lineNumber;
    const fault = (error: Error) => onFault(`standard input, line ${number}: ${error.message}`);
    try {
      const text = utf8Text(line);
      if (isBlank(text)) return;
      const value: unknown = JSON.parse(text);
      if (!draft.Check(value)) throw new Error('not {"topic": text, "payload": any JSON}');
      const stored = feed.append(value, { payloadText: payloadText(text) });
      if (stored instanceof Promise) stored.catch(fault);
    } catch (error) {
      fault(error as Error);
    }
  }

  function appendBegun(end: Buffer): void {
    const line = Buffer.concat([...begun, end]);
    begun = [];
    append(line);
  }

  // node:readline also breaks lines at U+2028 and U+2029, which JSON text may contain.
  input.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      const line = chunk.subarray(from, end);
      if (begun.length > 0) appendBegun(line);
      else append(line);
      from = end + 1;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
    onProgress?.(lineNumber, false);
  });
  input.on('end', () => {
    if (begun.length > 0) appendBegun(Buffer.alloc(0));
    onProgress?.(lineNumber, true);
  });
}

/**
 * The same, but resolves when the first `lines` lines are in the feed. Rejects if the input ends
 * earlier.
 */
export function refill(input: Readable, feed: ServedFeed, lines: number, onFault: (fault: string) => void) {
  return new Promise<void>((resolve, reject) => {
    if (lines === 0) resolve();
    appendLines(input, feed, onFault, (read, ended) => {
      if (read >= lines) resolve();
      else if (ended) reject(new Error(`standard input ended after ${read} of the ${lines} lines to refill`));
    });
  });
}
