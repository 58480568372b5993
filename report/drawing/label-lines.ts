/** How long a line of a label may be, in characters, and how many there may be. */
interface Room {
  length: number;
  mostLines: number;
}

/** What the style sheet gives a row of settings room for. */
export const WIDE: Room = { length: 26, mostLines: 5 };
export const NARROW: Room = { length: 15, mostLines: 7 };

/** A label over several short lines; what has no room ends in an ellipsis. */
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
