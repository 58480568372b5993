/**
 * Breaks a text at its blanks into lines of at most `columns`. A longer word, as a path, stays
 * whole on a line of its own. `indent` begins each line but the first. Blanks at the beginning of
 * the text stay, and no-break spaces become blanks.
 */
export function wrapped(text: string, columns: number, indent = ''): string[] {
  const [, begin = '', rest = ''] = /^( *)(.*)$/s.exec(text) ?? [];
  const lines: string[] = [];
  let line = begin;
  let isEmpty = true;
  for (const word of rest.split(/[ \n]+/).filter(Boolean)) {
    if (!isEmpty && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].map(one => one.replaceAll('\u00a0', ' '));
}
