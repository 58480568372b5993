import { afterWhite, elementsOf } from './json-text.ts';
import type { TraceFault } from './trace-fault.ts';

/** An event of a trace as text, and the line that it begins on. */
export interface Piece {
  text: string;
  line: number;
}

/**
 * The events of a JSON array, or those of JSON lines. Their text is not checked. Throws what `fault`
 * makes if an array does not end as it should.
 */
export function piecesOf(text: string, fault: TraceFault): Piece[] {
  if (text[afterWhite(text, 0)] !== '[') {
    return text
      .split('\n')
      .map((line, index) => ({ text: line, line: index + 1 }))
      .filter(piece => piece.text.trim() !== '');
  }
  const pieces: Piece[] = [];
  let [line, counted] = [1, 0];
  try {
    for (const element of elementsOf(text)) {
      for (
        let at = text.indexOf('\n', counted);
        at !== -1 && at < element.at;
        at = text.indexOf('\n', at + 1)
      ) {
        line++;
        counted = at + 1;
      }
      pieces.push({ text: element.text, line });
    }
  } catch (error) {
    throw fault((error as Error).message);
  }
  return pieces;
}
