import { afterWhite, elementsOf, isBlank } from './json-text.ts';
import type { TraceFault } from './trace-fault.ts';

/** An event of a trace as text, and the line that it begins on. */
export interface Piece {
  text: string;
  line: number;
}

/**
 * The events of a JSON array, or those of JSON lines. Their text is not checked. Throws what
 * `fault` makes if an array does not end as it should.
 */
export function piecesOf(text: string, fault: TraceFault): Piece[] {
  if (text[afterWhite(text, 0)] !== '[') {
    return text
      .split('\n')
      .map((line, index) => ({ text: line, line: index + 1 }))
      .filter(piece => !isBlank(piece.text));
  }
  const pieces: Piece[] = [];
  let line = 1;
  // Found once each: an array of one line has no line feed, and a search for it takes its length.
  let feed = text.indexOf('\n');
  try {
    for (const element of elementsOf(text)) {
      for (; feed !== -1 && feed < element.at; feed = text.indexOf('\n', feed + 1)) line++;
      pieces.push({ text: element.text, line });
    }
  } catch (error) {
    throw fault((error as Error).message);
  }
  return pieces;
}
