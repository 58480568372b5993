/**
 * What a subscriber has of a topic: everything up to `seq`. An epoch is the time for which a feed
 * keeps its numbers. A feed that is lost begins a new one, in which a seq means another
 * notification.
 */
export interface Cursor {
  /** Missing in a bare number, which is taken as a seq of the present epoch. */
  epoch?: string;
  seq: number;
}

const EPOCH = '[a-z][a-z0-9]{5}';
/** Up to 15 digits, which a number holds exactly. */
const SEQ = '(?:0|[1-9][0-9]{0,14})';

/** The form of a cursor as text, for a regular expression: `EPOCH-SEQ`, or SEQ alone. */
export const CURSOR_FORM = `(?:${EPOCH}-)?${SEQ}`;

/** A cursor as text, as it goes over the wire. */
export function cursorText({ epoch, seq }: Cursor): string {
  return epoch === undefined ? `${seq}` : `${epoch}-${seq}`;
}

/** Reads a text of that form; another gives a cursor that no feed can continue from. */
export function parseCursor(text: string): Cursor {
  const dash = text.indexOf('-');
  const seq = Number(text.slice(dash + 1));
  return dash < 0 ? { seq } : { epoch: text.slice(0, dash), seq };
}

/** The cursor after the notification `seq` in the epoch of another cursor. */
export function cursorAt(seq: number, other: string | undefined): string {
  return cursorText({ ...(other !== undefined && parseCursor(other)), seq });
}
