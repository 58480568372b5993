import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../root.ts';

/** A program that a document shows, as printed. */
export interface Snippet {
  language: string;
  text: string;
}

/**
 * The programs of a document by the file name in their first line, a comment: `// follow.mjs` or
 * `# follow.py`, perhaps with more words after a colon.
 */
export function snippetsOf(path: string): ReadonlyMap<string, Snippet> {
  const blocks = readFileSync(join(ROOT, path), 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm);
  const named = new Map<string, Snippet>();
  for (const [, language = '', text = ''] of blocks) {
    const name = /^(?:\/\/|#) ([\w-]+\.\w+)(?:$|:)/m.exec(text.split('\n')[0] ?? '')?.[1];
    if (name) named.set(name, { language, text });
  }
  return named;
}
