/** The largest length of a label line in characters, and the largest number of lines. */
interface Room {
  length: number;
  mostLines: number;
}

/** The limits that fit a row of settings in the style sheet. */
export const WIDE: Room = { length: 26, mostLines: 5 };
export const NARROW: Room = { length: 15, mostLines: 7 };

/** A label broken into short lines; too long text ends in an ellipsis. */
export function labelLines(label: string, { length, mostLines }: Room): string[] {
  const lines: string[] = [];
  for (const word of label.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < length) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const cut = lines.map(line => (line.length > length ? `${line.slice(0, length - 1)}…` : line));
  return cut.length > mostLines ? [...cut.slice(0, mostLines - 1), '…'] : cut;
}
