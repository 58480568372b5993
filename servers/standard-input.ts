import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Compile } from 'typebox/compile';
import { Draft } from '../scenarios/notification.ts';
import type { Feed } from './feed.ts';

const draft = Compile(Draft);

/**
 * Appends each NDJSON line of `input` to the feed: `{"topic": …, "payload": …}`, with stamps where a publisher sets them.
 * A bad line is reported, by its number, and skipped.
 */
export function appendLines(input: Readable, feed: Feed, onFault: (fault: string) => void): void {
  let lineNumber = 0;
  createInterface({ input }).on('line', text => {
    lineNumber++;
    try {
      const value: unknown = JSON.parse(text);
      if (!draft.Check(value)) throw new Error('not {"topic": text, "payload": any JSON}');
      feed.append(value);
    } catch (error) {
      onFault(`standard input, line ${lineNumber}: ${(error as Error).message}`);
    }
  });
}
