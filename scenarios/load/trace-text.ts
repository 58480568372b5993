import { isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import type { TraceFault } from './trace-fault.ts';

/** A larger trace would delay the publisher of every trial by more than seconds. */
const MOST_BYTES = 100 * 1024 ** 2;
const TOO_LARGE = 'larger than 100 MiB of text; take a part of it, as with head -n 100000';

const GZIP = [0x1f, 0x8b];
/** The byte-order marks of UTF-16. */
const UTF_16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];
const LINE_FEED = 0x0a;

const startsWith = (bytes: Buffer, mark: readonly number[]) =>
  mark.every((byte, index) => bytes[index] === byte);

function unpacked(bytes: Buffer, fault: TraceFault): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw fault(TOO_LARGE);
    throw fault(`not readable by gzip: ${message}`);
  }
}

/** The number of the first line that is not UTF-8. */
function firstBadLine(bytes: Buffer): number {
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const feed = bytes.indexOf(LINE_FEED, from);
    const end = feed === -1 ? bytes.length : feed;
    if (!isUtf8(bytes.subarray(from, end))) break;
    from = end + 1;
  }
  return line;
}

/**
 * The text of a trace: unpacked if its content is gzip, whatever its name, and without a byte-order
 * mark. Throws what `fault` makes.
 */
export function traceText(bytes: Buffer, fault: TraceFault): { text: string; isPacked: boolean } {
  const isPacked = startsWith(bytes, GZIP);
  const plain = isPacked ? unpacked(bytes, fault) : bytes;
  if (plain.length > MOST_BYTES) throw fault(TOO_LARGE);
  if (UTF_16.some(mark => startsWith(plain, mark))) throw fault('UTF-16 text; a trace is UTF-8');
  if (!isUtf8(plain)) throw fault('not UTF-8 text', firstBadLine(plain));
  return { text: new TextDecoder().decode(plain), isPacked };
}
