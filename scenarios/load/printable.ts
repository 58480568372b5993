/** Control, format and unassigned characters, lone surrogates, and separators of lines. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

const MOST_CHARACTERS = 60;

const escaped = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
};

/**
 * Text of a file for a message of one line: what a terminal would not print is escaped as in JSON,
 * and a long text is shortened to `mostCharacters`.
 */
export function printable(text: string, mostCharacters = MOST_CHARACTERS): string {
  const isLong = text.length > mostCharacters;
  const shown = isLong ? text.slice(0, mostCharacters) : text;
  return `${shown.replaceAll(UNPRINTABLE, escaped)}${isLong ? '…' : ''}`;
}
