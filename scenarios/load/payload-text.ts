// A payload is passed on as the JSON text that came, not as a value that was parsed and made text
// again: that would change 1234567890123456789 to 1234567890123456800, 1e400 to null and 1.10 to
// 1.1.

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;

const malformed = () => new Error('not the JSON text of an object');

/** The index after the string that begins at `from`. */
function stringEnd(json: string, from: number): number {
  for (let quote = from; ; ) {
    quote = json.indexOf('"', quote + 1);
    if (quote < 0) throw malformed();
    let backslashes = 0;
    while (json.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes++;
    // Two of them are one backslash of the string; a single one is before a quote of the string.
    if (backslashes % 2 === 0) return quote + 1;
  }
}

/** The index after the list or the object that begins at `from`, however deep it is. */
function containerEnd(json: string, from: number): number {
  let depth = 0;
  for (let at = from; at < json.length; ) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      at = stringEnd(json, at);
      continue;
    }
    at++;
    if (code === OPEN_BRACKET || code === OPEN_BRACE) depth++;
    else if (code === CLOSE_BRACKET || code === CLOSE_BRACE) {
      depth--;
      if (depth === 0) return at;
    }
  }
  throw malformed();
}

/** The index after the value of a member that begins at `from`. */
function valueEnd(json: string, from: number): number {
  const first = json.charCodeAt(from);
  if (first === QUOTE) return stringEnd(json, from);
  if (first === OPEN_BRACKET || first === OPEN_BRACE) return containerEnd(json, from);
  for (let at = from; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === COMMA || code === CLOSE_BRACE || code <= SPACE) return at;
  }
  throw malformed();
}

function afterSpace(json: string, from: number): number {
  let at = from;
  while (json.charCodeAt(at) <= SPACE) at++;
  return at;
}

/**
 * The JSON text of a member of the object `json`, as it is there; undefined without such a member.
 * Of several with the name it is the last, whose value JSON.parse takes too. Line breaks between
 * its tokens are left out; within a string JSON has none. `json` must be an object's text that
 * JSON.parse accepts. The time is in proportion to its length.
 */
export function memberText(json: string, name: string): string | undefined {
  const plainKey = JSON.stringify(name);
  let text: string | undefined;
  // Between the members, and before the first, a quote can only begin a key.
  for (let from = json.indexOf('"'); from >= 0; ) {
    const keyEnd = stringEnd(json, from);
    const key = json.slice(from, keyEnd);
    const colon = json.indexOf(':', keyEnd);
    if (colon < 0) throw malformed();
    const start = afterSpace(json, colon + 1);
    const end = valueEnd(json, start);
    // A name can also be written with escapes: "\u0070ayload".
    if (key === plainKey || (key.includes('\\') && JSON.parse(key) === name)) text = json.slice(start, end);
    from = json.indexOf('"', end);
  }
  const isOnOneLine = text === undefined || !(text.includes('\n') || text.includes('\r'));
  return isOnOneLine ? text : text?.replaceAll(/[\r\n]+/g, '');
}

/**
 * The JSON text of the payload of a draft, a publication or a line of a trace, which JSON.parse and
 * the schema have accepted: as it came, on one line.
 */
export function payloadText(json: string): string {
  const text = memberText(json, 'payload');
  if (text === undefined) throw new Error('no payload');
  return text;
}

/**
 * The JSON text of an object with these members, at least one, and a payload as the last, given as
 * JSON text.
 */
export function withPayload(members: object, payload: string): string {
  return `${JSON.stringify(members).slice(0, -1)},"payload":${payload}}`;
}
