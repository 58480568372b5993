// Slices of JSON text. A value that is sliced keeps its bytes: numbers keep their digits.

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** The index after the string that begins at `from`. */
function stringEnd(text: string, from: number): number {
  for (let at = from + 1; ; at++) {
    at = text.indexOf('"', at);
    if (at === -1) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return at + 1;
  }
}

/** The index after the list or the object that begins at `from`, however deep it is. */
function containerEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at) - 1;
    else if (code === OPEN_BRACKET || code === OPEN_BRACE) depth++;
    else if (code === CLOSE_BRACKET || code === CLOSE_BRACE) {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

/**
 * The index after the JSON value that begins at `from`; `from` itself if none begins there. The
 * value itself is not checked.
 */
function valueEnd(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === QUOTE) return stringEnd(text, from);
  if (first === OPEN_BRACKET || first === OPEN_BRACE) return containerEnd(text, from);
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === CLOSE_BRACKET || code === CLOSE_BRACE || code <= SPACE) return at;
  }
  return text.length;
}

/** The index of the first character from `from` on that is no white space of JSON. */
export function afterWhite(text: string, from: number): number {
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && code !== TAB && code !== LINE_FEED && code !== CARRIAGE_RETURN) return at;
  }
}

/** Whether a line has nothing but white space of JSON: line formats of JSON skip such lines. */
export const isBlank = (line: string): boolean => afterWhite(line, 0) === line.length;

/** An element of a JSON array, as text, and the index at which it begins. */
export interface Element {
  text: string;
  at: number;
}

/**
 * The elements of a JSON array. Elements are not checked: each is for JSON.parse, which refuses an
 * empty one. Throws an error where the array ends too early or goes on after its end.
 */
export function* elementsOf(array: string): Generator<Element> {
  let at = afterWhite(array, afterWhite(array, 0) + 1);
  if (array[at] !== ']') {
    for (;;) {
      const end = valueEnd(array, at);
      yield { text: array.slice(at, end), at };
      const next = afterWhite(array, end);
      if (array[next] === ']') {
        at = next;
        break;
      }
      if (next >= array.length) throw new Error('the array does not end');
      if (array[next] !== ',') throw new Error('no comma between two elements of the array');
      at = afterWhite(array, next + 1);
    }
  }
  if (afterWhite(array, at + 1) < array.length) throw new Error('the file goes on after the array');
}

/**
 * The text of a member of a JSON object; undefined if it has none of this name. Of two with one
 * name the last counts, as for JSON.parse. The object must be valid JSON.
 */
export function memberText(object: string, name: string): string | undefined {
  const plainName = JSON.stringify(name);
  let found: string | undefined;
  let at = afterWhite(object, afterWhite(object, 0) + 1);
  while (object[at] === '"') {
    const nameEnd = stringEnd(object, at);
    const from = afterWhite(object, afterWhite(object, nameEnd) + 1);
    const end = valueEnd(object, from);
    const own = object.slice(at, nameEnd);
    // A name can also be written with escapes: "\u0070ayload".
    if (own === plainName || (own.includes('\\') && JSON.parse(own) === name))
      found = object.slice(from, end);
    at = afterWhite(object, afterWhite(object, end) + 1);
  }
  return found;
}

/** The text on one line: JSON has line breaks only between its parts, where they mean nothing. */
export const onOneLine = (json: string): string =>
  json.includes('\n') || json.includes('\r') ? json.replaceAll(/[\r\n]+/g, '') : json;
