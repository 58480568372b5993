// The bytes of header blocks in HTTP/2 (HPACK, RFC 7541). Which fields go into the table, and that
// text is in Huffman code where that is shorter, is the choice of the encoder: these are those of
// nghttp2, which Node has. A test compares them with the real ones.

/** Header fields, in the order in which they are sent. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** Bits of each character from the space to the tilde (appendix B). */
const BITS = [
  ...[6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6], // space to /
  ...[5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10], // 0 to ?
  ...[13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7], // @ to O
  ...[7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6], // P to _
  ...[15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5], // ` to o
  ...[6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13], // p to ~
];
const FIRST_CODE = 0x20;

/** The entries of the static table that the lab's messages use, by their numbers (appendix A). */
const STATIC_ENTRIES: readonly (readonly [index: number, name: string, value: string])[] = [
  [1, ':authority', ''],
  [2, ':method', 'GET'],
  [4, ':path', '/'],
  [7, ':scheme', 'https'],
  [8, ':status', '200'],
  [9, ':status', '204'],
  [16, 'accept-encoding', 'gzip, deflate'],
  [19, 'accept', ''],
  [23, 'authorization', ''],
  [24, 'cache-control', ''],
  [26, 'content-encoding', ''],
  [28, 'content-length', ''],
  [31, 'content-type', ''],
  [32, 'cookie', ''],
  [33, 'date', ''],
  [59, 'vary', ''],
];
const STATIC_COUNT = 61;
const TABLE_BYTES = 4096;
/** Of an entry beyond its text (§4.1). */
const ENTRY_BYTES = 32;
/**
 * Fields that nghttp2 does not put into the table: they seldom come again with the same value, or
 * hold a secret that a shared table would let others guess.
 */
const NOT_INDEXED = [':path', 'content-length', 'etag', 'location', 'if-none-match', 'authorization'];
/** A shorter cookie could be guessed. */
const LEAST_COOKIE_CHARACTERS = 20;
/** A larger entry would leave no room for others. */
const MOST_ENTRY_BYTES = (TABLE_BYTES * 3) / 4;

/** Whether nghttp2 puts a field into the table. */
const isIndexed = (name: string, value: string): boolean =>
  !NOT_INDEXED.includes(name) &&
  !(name === 'cookie' && value.length < LEAST_COOKIE_CHARACTERS) &&
  ENTRY_BYTES + name.length + value.length <= MOST_ENTRY_BYTES;

/**
 * Bytes of a whole number of which `prefixBits` stand in a first byte that is not its own (§5.1).
 */
function integerBytes(value: number, prefixBits: number): number {
  const most = 2 ** prefixBits - 1;
  if (value < most) return 1;
  let bytes = 2;
  for (let rest = value - most; rest >= 128; rest = Math.floor(rest / 128)) bytes++;
  return bytes;
}

/** Bytes of a text with its length (§5.2), in ASCII. */
function stringBytes(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at++) bits += BITS[text.charCodeAt(at) - FIRST_CODE] ?? 30;
  const bytes = Math.min(text.length, Math.ceil(bits / 8));
  return integerBytes(bytes, 7) + bytes;
}

/** One side of a connection, which remembers what it has sent. */
export interface HpackEncoder {
  /** Bytes of the next header block. */
  blockBytes(fields: Fields): number;
}

export function hpackEncoder(): HpackEncoder {
  /** The newest first. */
  const table: { name: string; value: string }[] = [];
  let tableBytes = 0;

  function add(name: string, value: string): void {
    table.unshift({ name, value });
    tableBytes += ENTRY_BYTES + name.length + value.length;
    while (tableBytes > TABLE_BYTES) {
      const last = table.pop() as { name: string; value: string };
      tableBytes -= ENTRY_BYTES + last.name.length + last.value.length;
    }
  }

  /** The number of an entry with this name, and with this value if there is one. */
  function entryOf(name: string, value: string): { index: number; isWhole: boolean } {
    const fixed = STATIC_ENTRIES.filter(([, known]) => known === name);
    const whole = fixed.find(([, , known]) => known === value && value !== '');
    if (whole) return { index: whole[0], isWhole: true };
    const place = table.findIndex(one => one.name === name && one.value === value);
    if (place >= 0) return { index: STATIC_COUNT + 1 + place, isWhole: true };
    if (fixed[0]) return { index: fixed[0][0], isWhole: false };
    const named = table.findIndex(one => one.name === name);
    return { index: named < 0 ? 0 : STATIC_COUNT + 1 + named, isWhole: false };
  }

  function fieldBytes(name: string, value: string): number {
    const { index, isWhole } = entryOf(name, value);
    if (isWhole) return integerBytes(index, 7);
    const goesIn = isIndexed(name, value);
    const nameBytes = index === 0 ? 1 + stringBytes(name) : integerBytes(index, goesIn ? 6 : 4);
    if (goesIn) add(name, value);
    return nameBytes + stringBytes(value);
  }

  return { blockBytes: fields => fields.reduce((sum, [name, value]) => sum + fieldBytes(name, value), 0) };
}
