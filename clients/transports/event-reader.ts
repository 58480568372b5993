import { StringDecoder } from 'node:string_decoder';
import { createParser, type ParserCallbacks } from 'eventsource-parser';

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Reads the events of one stream from its bytes, however they are cut. The returned function takes
 * each chunk, and keeps none of it. Behind the last empty line nothing counts.
 */
export function eventReader(callbacks: ParserCallbacks): (chunk: Buffer) => void {
  const decoder = new StringDecoder('utf8');
  const parser = createParser(callbacks);
  let isAtStart = true;
  // An empty line without an event. At the start the parser would also strip the characters ï»¿,
  // for callers that decode bytes as Latin-1.
  parser.feed('\n');
  return chunk => {
    let text = decoder.write(chunk);
    if (isAtStart && text !== '') {
      isAtStart = false;
      if (text.startsWith(BYTE_ORDER_MARK)) text = text.slice(1);
    }
    parser.feed(text);
  };
}
